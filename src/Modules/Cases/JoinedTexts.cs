namespace Fengqiao.Cases;

/// <summary>What reporters read whose matter was joined to another; in JoinedTexts.resx and JoinedTexts.en.resx.</summary>
internal sealed class JoinedTexts;
