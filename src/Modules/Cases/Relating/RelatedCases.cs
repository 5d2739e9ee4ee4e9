using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Features;
using Fengqiao.Cases.Proposals;
using Fengqiao.Cases.Storage;
using Fengqiao.Contracts.Insight;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Relating;

/// <summary>Another case, in one line.</summary>
public sealed record CaseLine(string Number, string Title, string State, DateTime ReceivedAt, Named? Category);

/// <summary>What else the reader may know that belongs with a case.</summary>
/// <param name="MergedInto">The case this one goes on with; null also when the reader may not see it.</param>
/// <param name="MergedFrom">Cases that go on with this one.</param>
/// <param name="SameReporter">Earlier and later matters of the same person; only for who may know the person in both cases.</param>
/// <param name="SameMatter">Cases that say the same and go on by themselves; whether they are one matter a person has said, or is still to say.</param>
/// <param name="SamePlace">Earlier matters of the same grid or village.</param>
public sealed record RelatedView(CaseLine? MergedInto, IReadOnlyList<CaseLine> MergedFrom, IReadOnlyList<CaseLine> SameReporter, IReadOnlyList<CaseLine> SameMatter, IReadOnlyList<CaseLine> SamePlace)
{
    public bool IsEmpty => MergedInto is null && MergedFrom.Count + SameReporter.Count + SameMatter.Count + SamePlace.Count == 0;
}

/// <summary>Finds the cases that belong with one. Every one of them is a case the reader may see.</summary>
internal sealed class RelatedCases(CaseReader reader, CaseAccess access, FengqiaoDb db, CasePresenter presenter, SimilarMatters similar, CurrentActor current)
{
    private const int MostMerged = 50;
    private const int MostOfReporter = 10;
    private const int MostOfMatter = 5;
    private const int MostOfPlace = 5;

    /// <summary>How far back a place's matters are looked at.</summary>
    private static readonly TimeSpan PlaceMemory = TimeSpan.FromDays(365);

    public async Task<Result<RelatedView>> HandleAsync(string number, CancellationToken ct)
    {
        if (await reader.FindAsync(number, current.Actor, ct) is not { Case: var c })
        {
            return CaseErrors.NotFound;
        }

        var visible = access.Visible(current.Actor);
        var into = c.MergedIntoId is { } target ? await visible.FirstOrDefaultAsync(x => x.Id == target, ct) : null;
        var from = await visible.Where(x => x.MergedIntoId == c.Id).OrderByDescending(x => x.ReceivedUtc).Take(MostMerged).ToListAsync(ct);
        var ofReporter = await OfReporterAsync(c, ct);
        var ofMatter = await OfMatterAsync(c, ct);
        var told = ofReporter.Concat(from).Concat(ofMatter).Select(x => x.Id).Append(c.MergedIntoId ?? c.Id).ToHashSet();
        var ofPlace = (await OfPlaceAsync(c, ct)).Where(x => !told.Contains(x.Id)).Take(MostOfPlace);
        return new RelatedView(into is null ? null : Line(into), from.ConvertAll(Line), ofReporter.ConvertAll(Line), ofMatter.ConvertAll(Line), [.. ofPlace.Select(Line)]);
    }

    /// <summary>That two matters come from one person says something about the person: only who may unmask both may know.</summary>
    private async Task<List<Case>> OfReporterAsync(Case c, CancellationToken ct)
    {
        var reporters = await db.Set<CasePerson>().Where(p => p.CaseId == c.Id && p.Role == PersonRole.Reporter && p.PhoneHash != null).ToListAsync(ct);
        if (reporters.Find(p => PersonSecrecy.MayReveal(p, c, current.Actor)) is not { PhoneHash: { } hash })
        {
            return [];
        }

        var matters = await ReporterMatters.Of(access.Visible(current.Actor), db, hash).Where(m => m.Case.Id != c.Id)
            .OrderByDescending(m => m.Case.ReceivedUtc).Take(MostOfReporter).ToListAsync(ct);
        return [.. matters.Where(m => PersonSecrecy.MayReveal(m.Person, m.Case, current.Actor)).Select(m => m.Case)];
    }

    private async Task<List<Case>> OfMatterAsync(Case c, CancellationToken ct)
    {
        var ids = (await similar.PairedAsync(c.Id, ct)).Where(p => p.State is PairState.Open or PairState.Linked).Select(p => p.CaseId).ToList();
        return ids.Count == 0 ? [] : await access.Visible(current.Actor)
            .Where(x => ids.Contains(x.Id) && x.State != CaseState.Merged).OrderByDescending(x => x.ReceivedUtc).Take(MostOfMatter).ToListAsync(ct);
    }

    private async Task<List<Case>> OfPlaceAsync(Case c, CancellationToken ct)
    {
        var place = RegionCode.Parse(c.Place);
        if (place.Level < RegionLevel.Village)
        {
            return [];
        }

        var (since, before) = (c.ReceivedUtc - PlaceMemory, c.ReceivedUtc);
        return await access.Visible(current.Actor)
            .Where(x => x.Place == c.Place && x.ReceivedUtc >= since && x.ReceivedUtc < before && x.Id != c.Id)
            .OrderByDescending(x => x.ReceivedUtc)
            .Take(MostOfPlace + MostOfReporter)
            .ToListAsync(ct);
    }

    private CaseLine Line(Case c) => new(c.Number, c.Title, CaseCodes.Of(c.State), c.ReceivedUtc, presenter.Category(c.Category));
}

/// <summary>A case with the person who reported it.</summary>
internal sealed record ReporterMatter
{
    public required Case Case { get; init; }

    public required CasePerson Person { get; init; }
}

internal static class ReporterMatters
{
    /// <summary>Those of the given cases that were reported from a phone number.</summary>
    /// <param name="phoneHash">Keyed hash of the normalised number, in lower-case hexadecimal.</param>
    public static IQueryable<ReporterMatter> Of(IQueryable<Case> cases, FengqiaoDb db, string phoneHash) =>
        from person in db.Set<CasePerson>()
        where person.PhoneHash == phoneHash && person.Role == PersonRole.Reporter
        join c in cases on person.CaseId equals c.Id
        select new ReporterMatter { Case = c, Person = person };
}
