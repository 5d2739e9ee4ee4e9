using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Cases.Features;
using Fengqiao.Web.Components;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Supervising;

/// <summary>Levels, triggers and rules in the reader's words.</summary>
internal sealed class SupervisionWords(IStringLocalizer<SupervisionTexts> texts, RuleWords words)
{
    public string Level(string code) => texts[$"level.{code}"];

    public string Trigger(string code) => texts[$"trigger.{code}"];

    public static string Name(SupervisionRule rule) => Languages.IsEnglish ? rule.NameEn : rule.Name;

    /// <summary>"3 working days after the limit", "returned 2 times".</summary>
    public string When(SupervisionRule rule) => rule.CountsTime
        ? rule.Amount == 0 ? texts[$"when.{CaseCodes.Of(rule.Trigger)}.at-once"] : texts[$"when.{CaseCodes.Of(rule.Trigger)}", words.Limit(rule.Amount, rule.Unit)]
        : rule.CountsTimes ? texts[$"when.{CaseCodes.Of(rule.Trigger)}", rule.Amount]
        : Trigger(CaseCodes.Of(rule.Trigger));

    public IReadOnlyList<FieldOption> Levels(SupervisionLevel from = SupervisionLevel.Remind) =>
        [.. Enum.GetValues<SupervisionLevel>().Where(l => l >= from).Select(l => CaseCodes.Of(l)).Select(code => new FieldOption(code, Level(code)))];
}
