namespace Fengqiao.Insight.Learning;

/// <summary>A text and what people decided it is.</summary>
internal sealed record Example(string Text, string Label);
