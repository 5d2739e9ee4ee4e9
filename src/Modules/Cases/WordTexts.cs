namespace Fengqiao.Cases;

/// <summary>The texts of dictionaries and of notices lie beside this class.</summary>
internal sealed class WordTexts;
