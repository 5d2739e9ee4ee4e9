using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Intake;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ReportMatter;

/// <summary>By which a supporter follows the matter joined.</summary>
internal sealed record JoinReceipt(string Number, string Code);

/// <summary>What this browser has joined, so that one person is counted once.</summary>
internal sealed record JoinedMatters(IReadOnlyDictionary<Guid, JoinReceipt> Matters)
{
    public const string Cookie = "fq.joined";
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    /// <summary>The oldest are forgotten: a cookie is small.</summary>
    public const int Most = 20;
}

/// <summary>
/// "Me too": adds one to those an open matter concerns, and gives them a code of their own to follow it. Nothing is asked of them, and
/// nothing of the one who reported it is told: what they may join is what <see cref="NearbyMatters"/> shows them, no more.
/// </summary>
internal sealed class JoinMatterHandler(
    CaseIntake intake,
    NearbyMatters nearby,
    FengqiaoDb db,
    PersonVault vault,
    Writer writer,
    SealedCookie cookies,
    CountyClock clock,
    RequestKey key,
    CurrentActor current)
{
    public async Task<Result<JoinReceipt>> HandleAsync(HttpContext context, ReportDraft draft, Guid matter)
    {
        current.Actor = Actor.Citizen;
        var ct = context.RequestAborted;
        var joined = cookies.Read<JoinedMatters>(context, JoinedMatters.Cookie)?.Matters ?? new Dictionary<Guid, JoinReceipt>();
        if (joined.TryGetValue(matter, out var before))
        {
            return before;
        }

        // One draft may join several matters, each once.
        key.Key = key.Key is { } sent ? $"{sent}:{matter:N}" : null;
        if (await writer.EarlierAsync<JoinReceipt>(ct) is { } earlier)
        {
            return earlier;
        }

        var prepared = intake.Prepare(ReportMatterHandler.DraftOf(draft.ToRequest(null)), Actor.Citizen);
        if (prepared.Failed(out var error))
        {
            return error;
        }

        if (!(await nearby.FindAsync(prepared.Value.Case, ct)).Any(m => m.Id == matter))
        {
            return CaseErrors.NoLongerOpen;
        }

        var number = await db.Set<Case>().Where(c => c.Id == matter).Select(c => c.Number).SingleAsync(ct);
        var supporter = new CaseSupporter { Id = clock.NewId(), CaseId = matter, JoinedUtc = clock.UtcNow };
        var saved = await writer.SaveAsync(
            new Commit().Insert(supporter).Audit("case.join", "case", number, new { supporter.Id }),
            () => new JoinReceipt(number, TrackingCode.For(vault, supporter.Id)),
            ct);
        if (saved.IsSuccess)
        {
            var kept = joined.Reverse().Take(JoinedMatters.Most - 1).Reverse().Append(new(matter, saved.Value)).ToDictionary();
            cookies.Write(context, JoinedMatters.Cookie, ReportDraft.Path, new JoinedMatters(kept), JoinedMatters.Lifetime);
        }

        return saved;
    }
}
