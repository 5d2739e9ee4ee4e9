using Fengqiao.Web.Components;

namespace Fengqiao.Cases.Joining;

/// <summary>What colour and sign the steps of joint handling have on every page.</summary>
internal static class JointLooks
{
    public static Tone ToneOfTask(AssistView task) => task.State switch
    {
        "done" => Tone.Good,
        "ended" => Tone.Neutral,
        "replied" => Tone.Info,
        _ => task.Overdue ? Tone.Warning : Tone.Progress,
    };

    public static string IconOfTask(string state) => state switch
    {
        "asked" => "send",
        "accepted" => "clipboard-check",
        "replied" => "message-2",
        "done" => "circle-check",
        _ => "x",
    };

    public static Tone ToneOfCall(WhistleCallView call) => call.State switch
    {
        "answered" => Tone.Good,
        "arrived" => Tone.Progress,
        "called-off" => Tone.Neutral,
        _ => call.InTime == false ? Tone.Danger : Tone.Info,
    };

    public static string IconOfCall(string state) => state switch
    {
        "called" => "speakerphone",
        "acknowledged" => "clipboard-check",
        "arrived" => "map-pin",
        "answered" => "message-2",
        _ => "x",
    };

    public static Tone ToneOfSession(string state) => state switch
    {
        "held" => Tone.Good,
        "planned" => Tone.Info,
        _ => Tone.Neutral,
    };

    public static string IconOfSession(string state) => state switch
    {
        "held" => "circle-check",
        "planned" => "calendar-event",
        _ => "x",
    };

    public static string IconOfAct(string act) => act switch
    {
        "acknowledge" => "clipboard-check",
        "arrive" => "map-pin",
        "answer" => "message-2",
        "call-off" => "x",
        "score-unit" or "score-call" => "star",
        "accept" => "clipboard-check",
        "reply" => "message-2",
        "take" => "circle-check",
        "send-back" => "arrow-back-up",
        "change" => "pencil",
        "release" => "x",
        _ => "check",
    };
}
