using System.Text.RegularExpressions;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Cases.Domain;

/// <summary>
/// When a case climbs to which rung. Followed by another, never edited, so that under which rule a letter was issued can always be said.
/// </summary>
internal sealed partial record SupervisionRule : IVersioned
{
    public required string Code { get; init; }

    object IVersioned.Key => Code;

    public required string Name { get; init; }

    public required string NameEn { get; init; }

    public required SupervisionTrigger Trigger { get; init; }

    /// <summary>How long before or after, in <see cref="Unit"/>; how many times for the triggers that count.</summary>
    public required int Amount { get; init; }

    public required DeadlineUnit Unit { get; init; }

    public required SupervisionLevel Level { get; init; }

    /// <summary>Besides the unit, the desk of the case is told.</summary>
    public required bool TellsDesk { get; init; }

    /// <summary>Working days the unit has to answer; null where the level is no letter.</summary>
    public int? AnswerDays { get; init; }

    /// <summary>Where the rule comes from.</summary>
    public required string Basis { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>Last day; null while nothing follows it.</summary>
    public DateOnly? ValidTo { get; init; }

    public int Version { get; init; } = 1;

    /// <summary>The same for a rule and those that follow it: a case does not climb again because the rule was worded anew.</summary>
    public string Stem => Counted().Replace(Code, "");

    /// <summary>Whether the amount is a length of time.</summary>
    public bool CountsTime => Trigger is SupervisionTrigger.BeforeDue or SupervisionTrigger.AfterDue or SupervisionTrigger.Unanswered;

    /// <summary>Whether the amount is a number of times.</summary>
    public bool CountsTimes => Trigger is SupervisionTrigger.Returned or SupervisionTrigger.SentBack;

    public bool IsInForce(DateOnly day) => ValidFrom <= day && (ValidTo is not { } last || day <= last);

    [GeneratedRegex(@"\.\d{1,4}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counted();
}
