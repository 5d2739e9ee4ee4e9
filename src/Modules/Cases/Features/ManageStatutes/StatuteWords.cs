using System.Globalization;
using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Web.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Features.ManageStatutes;

/// <summary>A limit of the law, and each step of its count, in the reader's words.</summary>
internal sealed class StatuteWords(RuleWords words, IStringLocalizer<CasesTexts> cases, IStringLocalizer<LimitTexts> texts)
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

    /// <summary>Which cases it runs for; that it is only looked up where there are none.</summary>
    public string Governs(StatuteLimit limit) => limit.Governs
        ? string.Join(" · ", new[]
        {
            limit.CategoryPrefix is { } category ? words.Category(category) : null,
            limit.Channel is { } channel ? cases[$"channel.{CaseCodes.Of(channel)}"].Value : null,
            limit.Urgency is { } urgency ? cases[$"urgency.{CaseCodes.Of(urgency)}"].Value : null,
        }.OfType<string>())
        : texts["Governs.None"];

    public IReadOnlyList<FieldOption> Approvers() => [.. Enum.GetValues<ExtensionApprover>().Select(a => CaseCodes.Of(a)).Select(code => new FieldOption(code, texts[$"approver.{code}"]))];

    public string Step(DeadlineStep step) =>
        texts[$"step.{CaseCodes.Of(step.Reason)}", step.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), step.Day.ToString("dddd", CultureInfo.CurrentCulture), step.RestDays];
}
