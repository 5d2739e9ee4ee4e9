namespace Fengqiao.Insight.Hot;

/// <summary>One message, as it counts towards a hot issue.</summary>
/// <param name="Id">What it is known by outside: a number of a case, or of a row.</param>
/// <param name="Person">Who wrote it, told apart from others but not told who; messages of one person count once.</param>
/// <param name="At">When it was received.</param>
/// <param name="For">Likes and votes of people who did not write themselves.</param>
/// <param name="Against">Votes against it.</param>
/// <param name="Town">The town it lies in by the gazetteer; null where that is not known.</param>
internal sealed record HotText(string Id, string Person, string Title, string Text, DateTime At, int For = 0, int Against = 0, string? Town = null);

/// <summary>The same matter at the same place, raised by one or more people.</summary>
/// <param name="Name">How the member nearest to the middle of the group puts it.</param>
/// <param name="Place">The place its members name most; null where they name none.</param>
/// <param name="Words">What its members have in common and other messages have not, strongest first.</param>
/// <param name="Members">Positions of the messages, oldest first.</param>
internal sealed record HotIssue(string Name, string? Place, IReadOnlyList<string> Words, Heat Heat, IReadOnlyList<int> Members);
