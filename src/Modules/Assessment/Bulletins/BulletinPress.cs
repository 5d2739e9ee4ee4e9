using System.Globalization;
using System.Text;
using Fengqiao.Assessment.Facts;
using Fengqiao.Assessment.Indicators;
using Fengqiao.Contracts;
using Fengqiao.Contracts.Organization;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Audit;
using Fengqiao.Platform.Cryptography;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Assessment.Bulletins;

/// <summary>Whether a bulletin is what was published, and what the same month comes to today.</summary>
/// <param name="IsWhole">The hash is that of its words and figures, and follows on the bulletin before it.</param>
/// <param name="IsSigned">The signature is that of the key it carries.</param>
/// <param name="Differences">What a recount today says otherwise.</param>
internal sealed record BulletinProof(bool IsWhole, bool IsSigned, IReadOnlyList<BulletinDifference> Differences);

/// <param name="Where">Key of a town or unit; null for the county.</param>
internal sealed record BulletinDifference(string? Where, string Name, string Indicator, decimal? Published, decimal? Now);

/// <summary>Makes bulletins: counts a month, freezes it, signs it, and compares it later with what the cases say by then.</summary>
internal sealed class BulletinPress(
    FengqiaoDb db, FigureReader figures, IndicatorBook book, IRegionDirectory regions, AnchorExport keys, Writer writer, CountyClock clock, CurrentActor current)
{
    public const int LongestRemarks = 4000;

    /// <summary>Who dispatches for the county publishes for it.</summary>
    public bool MayPublish => regions.County is { } county && current.Actor.CanIn(Rights.CasesDispatch, county.Code) && current.Actor.CanIn(Rights.StatisticsRead, county.Code);

    public bool MayRead => current.Actor.Can(Rights.StatisticsRead);

    public Task<List<Bulletin>> ListAsync(CancellationToken ct) => db.Set<Bulletin>().OrderByDescending(b => b.Month).ToListAsync(ct);

    public Task<Bulletin?> FindAsync(Guid id, CancellationToken ct) => db.Set<Bulletin>().FirstOrDefaultAsync(b => b.Id == id, ct);

    /// <summary>The month as it would be published now.</summary>
    public async Task<BulletinContent> CountAsync(Month month, CancellationToken ct)
    {
        var indicators = await book.OfAsync(month, ct);
        var (towns, units) = (await figures.OfCountyAsync(month, Dimension.Town, ct), await figures.OfCountyAsync(month, Dimension.Unit, ct));
        var (before, yearAgo) = (await figures.OfCountyAsync(month.Add(-1), null, ct), await figures.OfCountyAsync(month.Add(-12), null, ct));
        return new BulletinContent(
            month.Text,
            regions.County?.Name ?? "",
            [.. indicators.Select(i => Indicator(i, towns.Whole, before.Whole, yearAgo.Whole))],
            Parts(towns.Parts, indicators),
            Parts(units.Parts, indicators));
    }

    public Task<Result<Bulletin>> PublishAsync(string? monthText, string? remarks, CancellationToken ct) => writer.OnceAsync(
        async () =>
        {
            if (Month.Parse(monthText) is not { } month)
            {
                return AssessmentErrors.MonthMalformed;
            }

            if (!MayPublish)
            {
                return AssessmentErrors.NotAllowed;
            }

            var words = (remarks ?? "").Trim().ReplaceLineEndings("\n");
            if (words.Length > LongestRemarks)
            {
                return AssessmentErrors.RemarksTooLong(LongestRemarks);
            }

            if (!figures.IsOver(month))
            {
                return AssessmentErrors.MonthNotOver;
            }

            if (await db.Set<Bulletin>().AnyAsync(b => b.Month == month.Number, ct))
            {
                return AssessmentErrors.AlreadyPublished;
            }

            return await PublishAsync(month, words, ct);
        },
        ct);

    /// <summary>Looks whether it is what was published, and counts the month anew.</summary>
    public async Task<BulletinProof> ProveAsync(Bulletin bulletin, CancellationToken ct)
    {
        var follows = bulletin.PreviousHash.Length == 0 || await db.Set<Bulletin>().AnyAsync(b => b.Hash == bulletin.PreviousHash, ct);
        var hash = Bulletin.HashOf(bulletin.PreviousHash, bulletin.Remarks, bulletin.Content);
        var isSigned = CryptoSuite.Of(bulletin.Suite) is { } suite
            && suite.Verify(Convert.FromBase64String(bulletin.PublicKey), Encoding.UTF8.GetBytes(bulletin.Hash), Convert.FromBase64String(bulletin.Signature));
        var now = await CountAsync(new Month(bulletin.Month), ct);
        return new BulletinProof(hash == bulletin.Hash && follows, isSigned, [.. Differences(BulletinContent.Parse(bulletin.Content), now)]);
    }

    /// <summary>Without asking who may: whoever fills a county has no post in it.</summary>
    public Task<Result<Bulletin>> PublishUnaskedAsync(Month month, string remarks, CancellationToken ct) => writer.OnceAsync(() => PublishAsync(month, remarks, ct), ct);

    private async Task<Result<Bulletin>> PublishAsync(Month month, string remarks, CancellationToken ct)
    {
        var content = (await CountAsync(month, ct)).ToJson();
        // The one on which none follows yet. Two that are published at the same moment cannot both follow on it: the store refuses the second.
        var previous = await db.Set<Bulletin>().Where(b => !db.Set<Bulletin>().Any(next => next.PreviousHash == b.Hash)).Select(b => b.Hash).FirstOrDefaultAsync(ct) ?? "";
        var hash = Bulletin.HashOf(previous, remarks, content);
        var suite = keys.Options.Suite;
        var published = new Bulletin
        {
            Id = clock.NewId(),
            Month = month.Number,
            Remarks = remarks,
            Content = content,
            PreviousHash = previous,
            Hash = hash,
            Signature = Convert.ToBase64String(suite.Sign(keys.Key.PrivateKey, Encoding.UTF8.GetBytes(hash))),
            PublicKey = Convert.ToBase64String(keys.Key.PublicKey),
            Suite = suite.Id,
            PublishedUtc = clock.UtcNow,
            PublishedBy = current.Actor.Account,
        };
        var commit = new Commit()
            .Number(string.Create(CultureInfo.InvariantCulture, $"bulletin-{month.First.Year}"), n => published.Number = n)
            .Insert(published)
            .Audit("bulletin.publish", "bulletin", month.Text, new { hash });
        var saved = await writer.SaveAsync(commit, () => published, ct);
        return saved.Failed(out var error) && error.Code == CommitErrors.Duplicate.Code && await db.Set<Bulletin>().AnyAsync(b => b.Month == month.Number, ct) ? AssessmentErrors.AlreadyPublished : saved;
    }

    private static BulletinIndicator Indicator(ReadIndicator i, Tally now, Tally before, Tally yearAgo)
    {
        var figure = i.Figure(now);
        return new BulletinIndicator(
            i.Code, i.Of.Name, i.Of.NameEn, i.Of.Definition, i.Of.DefinitionEn, i.Of.Formula, i.Of.IsRate, i.Of.IsHigherBetter, i.Of.Share, i.Of.Goal,
            figure.Value, figure.Population, i.Figure(before).Value, i.Figure(yearAgo).Value);
    }

    private static List<BulletinPart> Parts(IReadOnlyList<CountedPart> parts, IReadOnlyList<ReadIndicator> indicators) =>
    [
        .. Ranking.Of(parts, indicators, null).Select(r => new BulletinPart(
            r.Part.Key, r.Part.Name, [.. r.Figures.Select(f => f.Value)], [.. r.Figures.Select(f => f.Population)], r.Score, r.Rank)),
    ];

    private static IEnumerable<BulletinDifference> Differences(BulletinContent published, BulletinContent now)
    {
        foreach (var then in published.Indicators)
        {
            var today = now.Indicators.FirstOrDefault(i => i.Code == then.Code)?.Value;
            if (then.Value != today)
            {
                yield return new BulletinDifference(null, published.County, then.Code, then.Value, today);
            }
        }

        foreach (var (then, today) in Pairs(published.Towns, now.Towns).Concat(Pairs(published.Units, now.Units)))
        {
            for (var i = 0; i < published.Indicators.Count; i++)
            {
                var code = published.Indicators[i].Code;
                var index = now.Indicators.ToList().FindIndex(n => n.Code == code);
                var (was, value) = (then?.Values[i], index < 0 ? null : today?.Values[index]);
                if (was != value)
                {
                    yield return new BulletinDifference((then ?? today)!.Key, (then ?? today)!.Name, code, was, value);
                }
            }
        }
    }

    private static IEnumerable<(BulletinPart? Then, BulletinPart? Now)> Pairs(IReadOnlyList<BulletinPart> then, IReadOnlyList<BulletinPart> now) =>
        then.Select(t => (t.Key, Then: (BulletinPart?)t, Now: now.FirstOrDefault(n => n.Key == t.Key)))
            .Concat(now.Where(n => then.All(t => t.Key != n.Key)).Select(n => (n.Key, Then: (BulletinPart?)null, Now: (BulletinPart?)n)))
            .Select(p => (p.Then, p.Now));
}
