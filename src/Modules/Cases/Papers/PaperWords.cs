using System.Globalization;
using Fengqiao.Cases.Features;
using Fengqiao.Kernel;
using Fengqiao.Platform.Documents;
using Fengqiao.Web;
using Fengqiao.Web.Navigation;
using Microsoft.Extensions.Localization;

namespace Fengqiao.Cases.Papers;

/// <summary>How papers write times, people and offices, in the language of whoever prints them.</summary>
internal sealed class PaperWords(IStringLocalizer<CasePageTexts> texts, IStringLocalizer<CasesTexts> codes, IStringLocalizer<WebTexts> web, ISiteIdentity site, CountyClock clock)
{
    /// <summary>As wide as a character, between words that belong together.</summary>
    private const string Space = "\u3000";

    public string this[string key] => texts[key];

    public string Format(string key, params object[] values) => texts[key, values];

    /// <summary>The word for a code: <c>channel.window</c>.</summary>
    public string Code(string key) => codes[key];

    /// <summary>The office that issues the papers; the product's name before units have been imported.</summary>
    public string Centre => site.CentreName ?? web["Product"];

    public string Today => Format("Paper.Date", clock.Today.Year, clock.Today.Month, clock.Today.Day);

    public string Time(DateTime? utc) => utc is { } at ? clock.ToLocal(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    public string Span(TimeSpan span) => Web.Components.Durations.Text(web, span);

    public string People(int count) => codes["Case.People.Count", count.ToString("N0", CultureInfo.InvariantCulture)];

    public string Reference(CaseView view) => Format("Paper.Reference", view.Summary.Number);

    /// <summary>Urgency, where it is more than normal.</summary>
    public string? Mark(CaseView view) => view.Summary.Urgency == "normal" ? null : Code($"urgency.{view.Summary.Urgency}");

    /// <summary>A person of the case as masked as on the page.</summary>
    public string Person(CaseView view, string role) => string.Join('\n', view.People.Where(p => p.Role == role).Select(p => Person(view, p)).DefaultIfEmpty(None(view, role)));

    public static string Place(CaseView view) => view.Address is null ? view.Summary.Place.Name : $"{view.Summary.Place.Name}{Space}{view.Address}";

    public string Units(IEnumerable<Named> units) => string.Join(Code("Work.And"), units.Select(u => u.Name));

    public static PaperField Wide(string label, string value, int lines = 1) => new(label, value) { IsWide = true, Lines = lines };

    private string Person(CaseView view, PersonView person) => person is { Name: null, Phone: null }
        ? Code(!person.IsKept ? "Case.Persons.Erased" : view.Wish == "secret" ? "Case.Persons.Hidden" : "Case.Persons.Kept")
        : string.Join(Space, new[] { person.Name, person.Phone }.OfType<string>());

    private string None(CaseView view, string role) => role == "reporter" && view.Wish == "anonymous" ? Code("wish.anonymous") : "—";
}
