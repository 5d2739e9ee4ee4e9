using System.Globalization;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Web.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.CallingBack;

/// <summary>What the pages of call-backs say in several places, in the reader's language.</summary>
internal sealed class CallBackWords(IStringLocalizer<CallBackTexts> texts, IStringLocalizer<CasesTexts> cases, CountyClock clock)
{
    public IReadOnlyList<FieldOption> Resolutions() => Of<Resolution>("resolution", cases);

    public IReadOnlyList<FieldOption> Satisfactions() => Of<Satisfaction>("satisfaction", cases);

    public IReadOnlyList<FieldOption> Exclusions() => Of<CallBackExclusion>("exclusion", texts);

    public IReadOnlyList<FieldOption> States() => Of<CallBackState>("state", texts);

    public string Time(DateTime utc) => clock.ToLocal(utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>How it ended, or how far it is.</summary>
    public string Standing(CallBackView call) => call switch
    {
        { Resolution: { } resolution, Satisfaction: { } satisfaction } => $"{cases[$"resolution.{resolution}"]} · {cases[$"satisfaction.{satisfaction}"]}",
        { EndedAt: not null, Exclusion: { } reason } => $"{texts["state.excluded"]} · {texts[$"exclusion.{reason}"]}",
        { EndedAt: not null } => texts[$"state.{call.State}"],
        { Exclusion: { } reason } => texts["Asked", texts[$"exclusion.{reason}"].Value],
        { NextAt: { } next } when next > clock.UtcNow => texts["NextAt", Time(next)],
        { Tries: > 0 } => texts["Tried", call.Tries],
        _ => texts["state.waiting"],
    };

    public static Tone ToneOf(CallBackView call) => call switch
    {
        { Satisfaction: "dissatisfied" } or { Resolution: "unsolved" } => Tone.Danger,
        { Resolution: not null } => Tone.Good,
        { EndedAt: not null } => Tone.Neutral,
        { IsLate: true } => Tone.Warning,
        _ => Tone.Info,
    };

    private static IReadOnlyList<FieldOption> Of<T>(string prefix, IStringLocalizer words)
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(v => CaseCodes.Of(v)).Select(code => new FieldOption(code, words[$"{prefix}.{code}"]))];
}
