using System.Globalization;
using System.Text.RegularExpressions;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Kernel;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Wording;

/// <summary>Writes what a notice says: the county's text, or the one it is shipped with, with the facts of the case in their places.</summary>
internal sealed partial class NoticeWords(WordSource words, IStringLocalizer<CasesTexts> texts, CasePresenter presenter, CountyClock clock)
{
    /// <summary>What a text may name. None of them tells who a person is.</summary>
    public static IReadOnlyList<string> Placeholders { get; } = ["number", "title", "place", "category", "unit", "due"];

    /// <summary>The unit that wrote a comment or called; only texts about these may name it.</summary>
    public const string From = "from";

    public static IReadOnlyList<string> AllowedIn(NoticeKind kind) => kind is NoticeKind.Comment or NoticeKind.AssistAsked or NoticeKind.AssistReplied or NoticeKind.AssistSentBack
        or NoticeKind.Whistle or NoticeKind.WhistleAnswered or NoticeKind.WhistleOff
        or NoticeKind.JointSession or NoticeKind.SessionOff ? [.. Placeholders, From] : Placeholders;

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    public static Error? Fault(string text, NoticeKind kind)
    {
        var unknown = Placeholder().Matches(text).FirstOrDefault(m => !AllowedIn(kind).Contains(m.Groups["name"].Value, StringComparer.Ordinal));
        return Placeholder().Replace(text, "").AsSpan().ContainsAny('{', '}') ? WordErrors.BraceAlone
            : unknown is null ? null
            : WordErrors.PlaceholderUnknown(unknown.Value);
    }

    /// <summary>The text it is shipped with, in the reader's language.</summary>
    public string Shipped(NoticeKind kind) => texts[$"notice.{CaseCodes.Of(kind)}"];

    /// <param name="more">How many cases more the notice speaks of.</param>
    public string Of(NoticeKind kind, Case on, Guid? from, int more = 0)
    {
        var text = Fill(words.Current.TemplateOf(kind) is { } own ? Languages.IsEnglish ? own.TextEn : own.TextZh : Shipped(kind), on, from);
        return more == 0 ? text : texts["notice.More", text, more];
    }

    /// <summary>The text with the facts of a case. What a case does not have yet is a dash.</summary>
    public string Fill(string text, Case on, Guid? from) => Placeholder().Replace(text, found => Fact(found.Groups["name"].Value, on, from) ?? "—");

    private string? Fact(string name, Case on, Guid? from) => name switch
    {
        "number" => on.Number,
        "title" => on.Title,
        "place" => presenter.Place(on.Place).Name,
        "category" => presenter.Category(on.Category)?.Name,
        "unit" => presenter.Unit(on.LeadUnitId)?.Name,
        "due" => on.CloseDueUtc is { } due ? clock.ToLocal(due).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null,
        From => presenter.Unit(from)?.Name,
        _ => null,
    };

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
