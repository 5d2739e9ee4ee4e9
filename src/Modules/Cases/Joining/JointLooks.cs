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

    public static string IconOfAct(string act) => act switch
    {
        "accept" => "clipboard-check",
        "reply" => "message-2",
        "take" => "circle-check",
        "send-back" => "arrow-back-up",
        "change" => "pencil",
        "release" => "x",
        _ => "check",
    };
}
