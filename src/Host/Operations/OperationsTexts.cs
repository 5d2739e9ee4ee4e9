namespace Fengqiao.Host.Operations;

/// <summary>The texts of the operators' pages lie beside this class.</summary>
internal sealed class OperationsTexts;
