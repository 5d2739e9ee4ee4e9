using System.Globalization;
using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.ManageStatutes;

/// <summary>A limit of the law, and each step of its count, in the reader's words.</summary>
internal sealed class StatuteWords(RuleWords words, IStringLocalizer<LimitTexts> texts)
{
    public static string Name(StatuteLimit limit) => Languages.IsEnglish ? limit.NameEn : limit.Name;

    public string Track(StatuteLimit limit) => texts[$"track.{CaseCodes.Of(limit.Track)}"];

    public string Start(StatuteLimit limit) => texts[$"start.{CaseCodes.Of(limit.StartsWith)}"];

    public string Certainty(StatuteLimit limit) => texts[$"certainty.{CaseCodes.Of(limit.Certainty)}"];

    public string Amount(StatuteLimit limit) => words.Limit(limit.Amount, limit.Unit);

    /// <summary>"At most 30 days more, once, approved by …", or that no more time is given.</summary>
    public string Extension(StatuteLimit limit) => limit.Extension is { } more
        ? texts["Extension.Some", words.Limit(more.Amount, limit.Unit), more.Times, texts[$"approver.{CaseCodes.Of(more.By)}"].Value]
        : texts["Extension.None"];

    public string Step(DeadlineStep step) =>
        texts[$"step.{CaseCodes.Of(step.Reason)}", step.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), step.Day.ToString("dddd", CultureInfo.CurrentCulture), step.RestDays];
}
