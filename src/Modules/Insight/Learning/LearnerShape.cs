namespace Fengqiao.Insight.Learning;

/// <summary>What a learner looks at. Chosen for each task by cross-validation; kept with what was learnt.</summary>
/// <param name="Longest">Characters of the longest run that is counted.</param>
/// <param name="HeadLength">The length to which the beginning of a text is brought, where the whole of it has 1.</param>
internal readonly record struct LearnerShape(int Longest, float HeadLength)
{
    /// <summary>Matters of citizens; docs/insight/categories.md.</summary>
    public static readonly LearnerShape Matters = new(3, 0.6f);

    /// <summary>Messages, which are short and open with who is speaking; docs/insight/fraud.md.</summary>
    public static readonly LearnerShape Messages = new(5, 1);
}
