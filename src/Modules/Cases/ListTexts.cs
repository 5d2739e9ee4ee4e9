namespace Fengqiao.Cases;

/// <summary>What the list of cases and the work with many at once say, in ListTexts.resx and ListTexts.en.resx.</summary>
internal sealed class ListTexts;
