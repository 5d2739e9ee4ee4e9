namespace Fengqiao.Cases;

/// <summary>The texts of the administrators' pages lie beside this class.</summary>
internal sealed class AdministrationTexts;
