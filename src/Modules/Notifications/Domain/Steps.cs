using Fengqiao.Contracts.Notifications;

namespace Fengqiao.Notifications.Domain;

/// <summary>What happens to a case that somebody may want to be told, by code: moves of the case, and comments.</summary>
internal static class Steps
{
    public const string Register = "register";
    public const string Comment = "comment";

    /// <summary>The check found the work done: the reporter gets the link by which the call-back is answered.</summary>
    public const string Verify = "verify";

    /// <summary>A message of a webhook's "try it".</summary>
    public const string Trial = "test";

    /// <summary>Who can be told of it, in the order of a case's way.</summary>
    public static IReadOnlyList<(string Step, IReadOnlyList<string> Parties)> Table { get; } =
    [
        (Register, [Parties.Desk, Parties.Reporter]),
        ("answer", [Parties.Reporter]),
        ("refuse", [Parties.Reporter]),
        ("pass-up", [Parties.Desk]),
        ("pass-down", [Parties.Desk]),
        ("dispatch", [Parties.LeadUnit, Parties.AssistingUnits, Parties.Reporter]),
        ("consult", [Parties.AssistingUnits]),
        ("give-opinion", [Parties.Desk]),
        ("settle", [Parties.LeadUnit, Parties.AssistingUnits, Parties.Reporter]),
        ("request-return", [Parties.Desk]),
        ("approve-return", [Parties.LeadUnit, Parties.AssistingUnits, Parties.Desk]),
        ("refuse-return", [Parties.LeadUnit, Parties.AssistingUnits]),
        ("remind", [Parties.LeadUnit]),
        ("request-extension", [Parties.Desk]),
        ("approve-extension", [Parties.LeadUnit, Parties.Reporter]),
        ("refuse-extension", [Parties.LeadUnit]),
        ("request-suspension", [Parties.Desk]),
        ("suspend", [Parties.LeadUnit, Parties.Reporter]),
        ("refuse-suspension", [Parties.LeadUnit]),
        ("resume", [Parties.LeadUnit, Parties.Reporter]),
        ("due-soon", [Parties.LeadUnit, Parties.Desk]),
        ("overdue", [Parties.LeadUnit, Parties.Desk]),
        ("urged", [Parties.LeadUnit, Parties.Desk]),
        ("letter", [Parties.LeadUnit, Parties.Desk]),
        ("listed", [Parties.LeadUnit, Parties.Desk]),
        ("accountability", [Parties.LeadUnit, Parties.Desk]),
        ("assist-asked", [Parties.NamedUnits]),
        ("assist-replied", [Parties.NamedUnits]),
        ("assist-sent-back", [Parties.NamedUnits]),
        ("whistle", [Parties.NamedUnits]),
        ("whistle-answered", [Parties.NamedUnits]),
        ("whistle-off", [Parties.NamedUnits]),
        ("joint-session", [Parties.NamedUnits]),
        ("session-off", [Parties.NamedUnits]),
        ("submit", [Parties.AssistingUnits, Parties.Reporter]),
        (Verify, [Parties.Reporter]),
        ("send-back", [Parties.LeadUnit, Parties.AssistingUnits]),
        ("close", [Parties.LeadUnit, Parties.AssistingUnits, Parties.Reporter]),
        ("joined-ended", [Parties.NamedUnits, Parties.Reporter]),
        ("hot-issue", [Parties.NamedUnits]),
        ("reopen", [Parties.Desk]),
        ("withdraw", [Parties.LeadUnit, Parties.AssistingUnits, Parties.Desk]),
        (Comment, [Parties.NamedUnits]),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Table.Select(t => t.Step)];

    public static IReadOnlyList<string> PartiesOf(string step) => Table.FirstOrDefault(t => t.Step == step).Parties ?? [];

    /// <summary>The trays of the app are kept for units, and tell of these.</summary>
    public static bool HasTray(string party, string step) => party switch
    {
        Parties.LeadUnit => step is "dispatch" or "settle" or "refuse-return" or "approve-return" or "send-back" or "remind" or "withdraw" or "close"
            or "approve-extension" or "refuse-extension" or "suspend" or "refuse-suspension" or "resume"
            or "due-soon" or "overdue" or "urged" or "letter" or "listed" or "accountability",
        Parties.AssistingUnits => step is "dispatch" or "consult" or "settle" or "refuse-return" or "approve-return" or "send-back" or "withdraw" or "close",
        Parties.NamedUnits => step is Comment or "assist-asked" or "assist-replied" or "assist-sent-back" or "whistle" or "whistle-answered" or "whistle-off" or "joint-session" or "session-off" or "joined-ended" or "hot-issue",
        _ => false,
    };

    /// <summary>Steps that cannot wait for the morning.</summary>
    public static bool IsPressing(string step) => step is "remind" or "whistle";
}

/// <summary>One box of the table who × step × way.</summary>
/// <param name="Channel"><c>app</c>, <c>mail</c> or <c>sms</c>.</param>
internal readonly record struct RouteKey(string Party, string Step, string Channel)
{
    public const string App = "app";
    public const string Mail = "mail";
    public const string Sms = "sms";

    public string Id => $"{Party}.{Step}.{Channel}";

    /// <summary>As it is shipped: people are told in the app, and nothing leaves the house.</summary>
    public bool IsOnAsShipped => Channel == App;

    /// <summary>Every box there is. A citizen has no tray and left no address for mail.</summary>
    public static IReadOnlyList<RouteKey> All { get; } =
        [.. Steps.Table.SelectMany(t => t.Parties.SelectMany(p => ChannelsOf(p, t.Step).Select(c => new RouteKey(p, t.Step, c))))];

    private static IEnumerable<string> ChannelsOf(string party, string step)
    {
        if (Steps.HasTray(party, step))
        {
            yield return App;
        }

        if (party != Parties.Reporter)
        {
            yield return Mail;
        }

        yield return Sms;
    }
}
