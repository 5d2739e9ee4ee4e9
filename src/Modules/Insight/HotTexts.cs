namespace Fengqiao.Insight;

/// <summary>What staff read about matters that many people raise; in HotTexts.resx and HotTexts.en.resx.</summary>
internal sealed class HotTexts;
