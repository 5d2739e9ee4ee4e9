namespace Fengqiao.Insight.Learning;

/// <summary>A text and what people decided it is.</summary>
/// <param name="About">What is known beside the text, e.g. the town; empty for nothing.</param>
internal sealed record Example(string Text, string Label, string About = "");
