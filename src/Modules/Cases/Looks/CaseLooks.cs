using Fengqiao.Web.Components;

namespace Fengqiao.Cases.Looks;

/// <summary>What colour and sign a code has on every page. Words always say the same.</summary>
internal static class CaseLooks
{
    public static Tone ToneOfState(string state) => state switch
    {
        "registered" or "dispatched" => Tone.Info,
        "signed" or "handling" or "submitted" or "verified" or "called-back" => Tone.Progress,
        "return-requested" => Tone.Warning,
        "closed" => Tone.Good,
        _ => Tone.Neutral,
    };

    public static Tone ToneOfQueue(string queue) => queue switch
    {
        "overdue" => Tone.Danger,
        "due-soon" or "returns-to-review" => Tone.Warning,
        _ => Tone.Info,
    };

    public static Tone ToneOfUrgency(string urgency) => urgency switch
    {
        "critical" => Tone.Danger,
        "urgent" => Tone.Warning,
        _ => Tone.Neutral,
    };

    public static Tone ToneOfMove(string move) => move switch
    {
        "request-return" or "approve-return" or "refuse-return" or "send-back" or "reopen" or "remind"
            or "request-extension" or "refuse-extension" or "request-suspension" or "refuse-suspension" => Tone.Warning,
        "close" or "answer" or "verify" => Tone.Good,
        "refuse" or "withdraw" or "merge" or "pause" or "suspend" or "review-suspension" => Tone.Neutral,
        "consult" or "give-opinion" or "end-consultation" => Tone.Caution,
        "register" or "dispatch" or "settle" or "pass-up" or "pass-down" => Tone.Info,
        _ => Tone.Progress,
    };

    public static string IconOfMove(string move) => move switch
    {
        "register" => "clipboard-plus",
        "answer" => "message-2",
        "refuse" => "ban",
        "merge" => "arrows-join",
        "dispatch" => "send",
        "consult" => "users",
        "give-opinion" => "message-2",
        "settle" => "gavel",
        "end-consultation" => "x",
        "sign" => "clipboard-check",
        "contact" => "phone",
        "progress" => "notes",
        "request-return" => "corner-up-left",
        "approve-return" => "arrow-back-up",
        "refuse-return" => "hand-stop",
        "submit" => "checks",
        "send-back" => "arrow-back-up",
        "verify" => "shield-check",
        "call-back" => "phone-check",
        "close" => "circle-check",
        "reopen" => "refresh",
        "withdraw" => "x",
        "pass-up" => "arrow-up",
        "pass-down" => "arrow-down",
        "request-extension" or "approve-extension" => "hourglass-high",
        "refuse-extension" or "refuse-suspension" => "hand-stop",
        "pause" or "suspend" or "request-suspension" => "player-pause",
        "review-suspension" => "calendar-due",
        "resume" => "player-play",
        "remind" or "urged" => "bell-ringing",
        "due-soon" => "hourglass-high",
        "overdue" => "alarm",
        "letter" => "file-text",
        "listed" => "flag",
        "accountability" => "gavel",
        "assist-asked" => "users",
        "assist-replied" => "message-2",
        "assist-sent-back" => "arrow-back-up",
        "whistle" => "speakerphone",
        "whistle-answered" => "message-2",
        "whistle-off" or "session-off" => "x",
        "joint-session" => "users-group",
        "joined-ended" => "arrows-join",
        "hot-issue" => "activity",
        "rate" => "star",
        "comment" => "message-2",
        _ => "circle-dot",
    };

    public static string IconOfQueue(string queue) => queue switch
    {
        "to-dispatch" => "send",
        "returns-to-review" => "corner-up-left",
        "to-sign" => "clipboard-check",
        "in-hand" => "briefcase",
        "due-soon" => "hourglass-high",
        "overdue" => "alarm",
        "to-verify" => "shield-check",
        "to-call-back" => "phone-call",
        _ => "circle-check",
    };

    public static Tone ToneOfLevel(string level) => level switch
    {
        "remind" => Tone.Info,
        "urge" => Tone.Caution,
        "letter" => Tone.Warning,
        _ => Tone.Danger,
    };

    public static string IconOfLevel(string level) => level switch
    {
        "remind" => "hourglass-high",
        "urge" => "bell-ringing",
        _ => IconOfMove(level),
    };

    /// <summary>The colour the limit rules decided, as the shared badge takes it; null where no limit runs.</summary>
    public static DeadlineColour? ColourOf(string limitColour) => limitColour switch
    {
        "green" => DeadlineColour.Green,
        "yellow" => DeadlineColour.Yellow,
        "orange" => DeadlineColour.Orange,
        "red" => DeadlineColour.Red,
        _ => null,
    };

    /// <summary>The tone of a point on a map.</summary>
    public static string ToneOfPoint(string limitColour) => limitColour switch
    {
        "red" => "danger",
        "orange" => "warning",
        "yellow" => "caution",
        "green" => "good",
        _ => "info",
    };
}
