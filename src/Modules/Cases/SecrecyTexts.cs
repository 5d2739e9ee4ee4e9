namespace Fengqiao.Cases;

/// <summary>The texts about who may see a case lie beside this class.</summary>
internal sealed class SecrecyTexts;
