using System.Text.Json.Serialization;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;

namespace Fengqiao.Cases.Proposals;

/// <summary>A draft as far as it has been typed.</summary>
internal sealed record SuggestRequest(string? Title, string? Description, string? Category, double? Latitude, double? Longitude, string? Address, string? Grid)
{
    /// <summary>Channel and urgency decide the limit that goes with the proposed unit.</summary>
    [JsonIgnore] public Channel Channel { get; init; } = Channel.Api;

    [JsonIgnore] public Urgency Urgency { get; init; }
}

/// <param name="Words">Words of the text that speak for it: keywords, or what decided for the reader that learnt from closed cases.</param>
/// <param name="Confidence">0 to 1, as the reader says; null where keywords propose, which know no confidence.</param>
/// <param name="IsSure">False where the reader calls it a guess.</param>
public sealed record CategoryProposal(string Code, string Name, IReadOnlyList<string> Words, double? Confidence = null, bool IsSure = true);

/// <summary>The unit that such texts from such places were sent to before. Rules go before it.</summary>
public sealed record LearntUnit(Named Unit, double Confidence, bool IsSure, IReadOnlyList<string> Words);

/// <param name="Rule">Code of the dispatch rule that says so.</param>
/// <param name="Limit">Closing limit, e.g. "7 NaturalDay".</param>
public sealed record UnitProposal(string Rule, Named LeadUnit, IReadOnlyList<Named> AssistingUnits, int LimitAmount, string LimitUnit);

/// <param name="Likeness">0 to 1: how much of the shorter text is also in the other.</param>
/// <param name="TitleLikeness">0 to 1: what the titles have in common.</param>
/// <param name="Places">Parts of names of places that both say.</param>
public sealed record SimilarCase(string Number, string Title, string State, DateTime ReceivedAt, Named Place, double Likeness, double TitleLikeness, IReadOnlyList<string> Places);

/// <param name="LearntUnit">What past dispatches say; null where nothing was learnt.</param>
public sealed record Suggestions(Named? Place, IReadOnlyList<CategoryProposal> Categories, UnitProposal? Unit, IReadOnlyList<SimilarCase> Similar, LearntUnit? LearntUnit = null);

/// <summary>
/// Reads a draft before it is saved: which category its words point to, which unit the rules would send it to, and which matters say
/// the same. Proposes; a person decides.
/// </summary>
internal sealed class SuggestDispatchHandler(
    PlaceFinder places,
    CatalogueSource catalogue,
    CasePresenter presenter,
    IUnitDirectory units,
    MatterProposals reader,
    SimilarMatters similar,
    CountyClock clock)
{
    public async Task<Suggestions> HandleAsync(SuggestRequest draft, CancellationToken ct)
    {
        var text = $"{draft.Title} {draft.Description}";
        var found = places.Find(draft.Longitude, draft.Latitude, draft.Grid, draft.Address);
        var place = found.IsSuccess ? found.Value : (RegionCode?)null;
        var read = reader.Read(draft.Title, draft.Description, place);
        var categories = read?.Categories ?? ByKeywords(text);
        var category = string.IsNullOrEmpty(draft.Category) ? (categories is [{ IsSure: true } best, ..] ? best.Code : null) : draft.Category;
        return new Suggestions(
            place is { } known ? presenter.Place(known.Value) : null,
            categories,
            place is { } at ? UnitFor(category, at, draft.Channel, draft.Urgency) : null,
            await similar.FindAsync(draft.Title, draft.Description, place, ct),
            read?.Unit);
    }

    /// <summary>The likeliest category of a case; null where neither reader nor keywords have one to stand by.</summary>
    public CategoryProposal? CategoryOf(string title, string description, RegionCode place) =>
        (reader.Read(title, description, place)?.Categories ?? ByKeywords($"{title} {description}")) is [{ IsSure: true } best, ..] ? best : null;

    /// <summary>Categories whose keywords occur in a text, the likeliest first.</summary>
    private CategoryProposal[] ByKeywords(string text) =>
        [.. CategoryFinder.In(catalogue.Current.Keywords, text).Select(m => new CategoryProposal(m.Category.Code, presenter.Category(m.Category.Code)!.Name, m.Words))];

    /// <summary>The unit the rules name for a category at a place, with the limit it would get.</summary>
    public UnitProposal? UnitFor(string? category, RegionCode place, Channel channel, Urgency urgency)
    {
        var rule = DispatchFinder.For(catalogue.Current.DispatchRules, category, place.Value, clock.Today);
        if (rule is null || units.FindByCode(rule.LeadUnit) is not { } lead)
        {
            return null;
        }

        var close = LimitFinder.For(catalogue.Current.LimitRules, category, channel, urgency, clock.Today, rule).Close;
        var assisting = rule.AssistingUnits.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(code => units.FindByCode(code)).OfType<UnitInfo>().Select(u => new Named(u.Code, u.Name));
        return new UnitProposal(rule.Code, new Named(lead.Code, lead.Name), [.. assisting], close.Amount, CaseCodes.Of(close.Unit));
    }
}
