using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>An open matter of the same kind in the same village, told so that nobody can be recognised.</summary>
/// <param name="Id">By which one joins it; the number is told to those who did.</param>
/// <param name="Village">Never closer than that.</param>
/// <param name="Supporters">How many have joined it so far; the reporter is not counted.</param>
internal sealed record NearbyMatter(Guid Id, string Category, string Village, DateTime ReceivedAt, CaseState State, int Supporters);

/// <summary>
/// Tells a visitor what is already being dealt with nearby. Visitors may read no case, so this asks past <see cref="CaseAccess"/> but reads
/// no text and no person, and only kinds of matter that call for pictures, such as rubbish or a hole in the road: what anybody
/// walking by can see. A quarrel, a debt or a complaint about somebody is never hinted at, nor is a matter whose reporter asked for secrecy, nor one that not everybody of its area may see.
/// </summary>
internal sealed class NearbyMatters(FengqiaoDb db, CatalogueSource catalogue, CasePresenter presenter, CountyClock clock)
{
    private const int Most = 3;

    /// <summary>Once a unit says it is done, whoever still sees the trouble has something new to tell.</summary>
    private static readonly IReadOnlyList<CaseState> Joinable = [CaseState.Registered, .. CaseStates.InHand];
    private static readonly TimeSpan Recent = TimeSpan.FromDays(60);

    public async Task<IReadOnlyList<NearbyMatter>> FindAsync(Case draft, CancellationToken ct)
    {
        var kinds = Kinds(draft);
        if (kinds.Count == 0 || RegionCode.Parse(draft.Place).At(RegionLevel.Village) is not { } village)
        {
            return [];
        }

        var since = clock.UtcNow - Recent;
        var found = await db.Set<Case>()
            .Where(CaseAccess.Within(village))
            .Where(c => c.ReceivedUtc >= since && c.Wish != ReporterWish.Secret && c.Secrecy == CaseSecrecy.Ordinary && c.AboutUnitId == null)
            .Where(c => Joinable.Contains(c.State) && c.Category != null && kinds.Contains(c.Category))
            .OrderByDescending(c => c.ReceivedUtc)
            .Take(Most)
            .Select(c => new { c.Id, c.Category, c.ReceivedUtc, c.State, Supporters = db.Set<CaseSupporter>().Count(s => s.CaseId == c.Id) })
            .ToListAsync(ct);
        var where = presenter.Place(village.Value).Name;
        return found.ConvertAll(c => new NearbyMatter(c.Id, Name(catalogue.Current.Find(c.Category)!), where, c.ReceivedUtc, c.State, c.Supporters));
    }

    private static string Name(Category category) => Languages.IsEnglish ? category.NameEn : category.Name;

    /// <summary>The category chosen and all below it; where none was chosen, those the visitor's words point to.</summary>
    private List<string> Kinds(Case draft) =>
    [
        .. (draft.Category is { Length: > 0 } chosen
                ? catalogue.Current.Categories.Where(c => c.Code.StartsWith(chosen, StringComparison.Ordinal))
                : CategoryFinder.In(catalogue.Current.Keywords, $"{draft.Title} {draft.Description}").Select(m => m.Category))
            .Where(IsPlainToSee)
            .Select(c => c.Code),
    ];

    /// <summary>Asks for pictures, or is a group in which every kind does: citizens choose groups.</summary>
    private bool IsPlainToSee(Category category)
    {
        var below = catalogue.Current.Categories.Where(c => c.IsActive && c.ParentCode == category.Code).ToList();
        return category.IsActive && (below.Count == 0 ? category.NeedsPhotos : below.TrueForAll(IsPlainToSee));
    }
}
