using Fengqiao.Cases.Domain;

namespace Fengqiao.Cases.Wording;

/// <summary>A list of words that people choose from.</summary>
/// <param name="Name">Also how its words begin in the resources: <c>channel.hotline</c>.</param>
/// <param name="Codes">Those of a list that rules depend on; null where the county adds its own.</param>
/// <param name="MayHide">A word of a list that rules depend on can be left out of forms without harm.</param>
internal sealed record WordList(string Name, IReadOnlyList<string>? Codes, bool MayHide = false)
{
    public bool IsFree => Codes is null;
}

/// <summary>
/// The dictionaries. Reasons of moves are the county's own. Codes that rules and figures depend on keep their meaning: a county may call them by
/// other names, and leave a channel it does not have out of the form.
/// </summary>
internal static class WordLists
{
    public static readonly WordList ReturnReasons = new("return-reason", null);
    public static readonly WordList RefusalRoutes = new("refusal-route", null);
    public static readonly WordList SendBackReasons = new("send-back-reason", null);
    public static readonly WordList WithdrawalReasons = new("withdrawal-reason", null);
    public static readonly WordList Channels = new("channel", CodesOf<Channel>(), MayHide: true);

    public static IReadOnlyList<WordList> All { get; } =
    [
        ReturnReasons, RefusalRoutes, SendBackReasons, WithdrawalReasons,
        Channels,
        new("urgency", CodesOf<Urgency>()),
        new("resolution", CodesOf<Resolution>()),
        new("satisfaction", CodesOf<Satisfaction>()),
        new("stage", CodesOf<AttachmentStage>()),
        new("person", CodesOf<PersonRole>()),
    ];

    public static WordList? Find(string? name) => All.FirstOrDefault(l => l.Name == name);

    /// <summary>The list from which the reason of a move is chosen; null for moves whose words say all.</summary>
    public static WordList? ForReasonOf(CaseMove move) => move switch
    {
        CaseMove.RequestReturn => ReturnReasons,
        CaseMove.Refuse => RefusalRoutes,
        CaseMove.SendBack => SendBackReasons,
        CaseMove.Withdraw => WithdrawalReasons,
        _ => null,
    };

    private static List<string> CodesOf<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(v => CaseCodes.Of(v))];
}
