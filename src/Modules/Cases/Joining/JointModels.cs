using Fengqiao.Cases.Features;

namespace Fengqiao.Cases.Joining;

/// <summary>The task of one assisting unit, for whoever may see the case.</summary>
/// <param name="Asked">What is asked; empty where the dispatch said nothing of its own.</param>
/// <param name="State">asked, accepted, replied, done or ended.</param>
/// <param name="EndedAs">released, returned, submitted or case-ended, where it ended without an accepted reply.</param>
/// <param name="Acts">What the reader may do with it now: accept, reply, take, send-back, change, release.</param>
/// <param name="Version">Send it back as <c>If-Match</c>.</param>
public sealed record AssistView(
    Guid Id,
    string Number,
    string Title,
    Named Unit,
    string Asked,
    string AskedBy,
    DateTime AskedAt,
    DateTime DueAt,
    string State,
    bool Overdue,
    DateTime? AcceptedAt,
    string? AcceptedBy,
    DateTime? RepliedAt,
    string? RepliedBy,
    string? Reply,
    IReadOnlyList<Guid> ReplyFiles,
    int TimesSentBack,
    string? SentBackReason,
    DateTime? EndedAt,
    string? EndedBy,
    string? EndedAs,
    string? EndReason,
    IReadOnlyList<string> Acts,
    int Version);

/// <summary>Joint handling of one case.</summary>
/// <param name="AskUnits">Codes of the units the reader may ask to assist now; empty where it is not theirs to ask.</param>
/// <param name="Standing">Who answers for it now, which leader stands for it, what was decided at receptions.</param>
/// <param name="CanConvene">The reader may convene a joint session.</param>
/// <param name="WhistleFor">Name of the town for which the reader may whistle now; null where there is none.</param>
public sealed record JointView(string Number, IReadOnlyList<AssistView> Tasks, IReadOnlyList<WhistleView> Whistles, IReadOnlyList<string> AskUnits, string? WhistleFor, StandingView Standing, IReadOnlyList<SessionView> Sessions, bool CanConvene);

/// <summary>How many wait in a pile of tasks.</summary>
/// <param name="Pile">mine, overdue, to-take, whistles or handed-over.</param>
internal sealed record WaitingPile(string Pile, int Count)
{
    public string Href => Pile switch { "whistles" => "/whistles", "handed-over" => "/hand-overs", _ => $"/joint?pile={Pile}" };

    public string Icon => Pile switch { "whistles" => "speakerphone", "handed-over" => "arrows-exchange", _ => "users" };
}

/// <param name="Unit">Code of the unit that is asked.</param>
/// <param name="Text">What is asked of it.</param>
/// <param name="Days">Working days it has; null for the last working day before the case is due.</param>
internal sealed record AskRequest(string? Unit, string? Text, int? Days);

/// <param name="Text">The reply; the reason where it is sent back or the unit released; what is asked where that is changed.</param>
/// <param name="Files">Files of the case that belong to the reply.</param>
/// <param name="Days">Working days from now, where what is asked is changed.</param>
internal sealed record AssistRequest(string? Text, IReadOnlyList<Guid>? Files, int? Days);
