namespace Fengqiao.Cases;

/// <summary>The texts about when, where, how much and who in a case lie beside this class.</summary>
internal sealed class ParticularsTexts;
