using Fengqiao.Contracts.Cases;
using Fengqiao.Contracts.Insight;
using Fengqiao.Contracts.Organization;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Outbox;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Reactions;

/// <summary>
/// Writes down what the reader proposes for a new case, and at its closing what people had decided: so its accuracy is known from work, not
/// from tests. Happens after intake, through the outbox; intake never waits for it.
/// </summary>
internal sealed class NoteReading(FengqiaoDb db, CommitLane lane, IDecidedCases cases, IUnitDirectory units, IMatterReader reader, CountyClock clock)
    : IReaction<CaseRegistered>, IReaction<CaseMoved>
{
    private const string Closed = "closed";

    public async Task ReactAsync(CaseRegistered message, CancellationToken ct)
    {
        if (await cases.FindAsync(message.CaseId, ct) is not { } taken || reader.Read(taken.Title, taken.Description, taken.Place) is not { Categories: [var first, ..] } reading)
        {
            return;
        }

        // A message may come twice; the first reading counts.
        if (await db.Set<CaseReading>().AnyAsync(r => r.CaseId == message.CaseId, ct))
        {
            return;
        }

        await WriteAsync(new Commit().Insert(new CaseReading
        {
            CaseId = message.CaseId,
            AtUtc = clock.UtcNow,
            Reader = reading.Version,
            Category = first.Code,
            Confidence = first.Confidence,
            IsSure = first.IsSure,
            Unit = reading.Unit?.Code,
        }), ct);
    }

    public async Task ReactAsync(CaseMoved message, CancellationToken ct)
    {
        if (message.To != Closed || message.From == Closed
            || await db.Set<CaseReading>().FirstOrDefaultAsync(r => r.CaseId == message.CaseId, ct) is not { } reading
            || await cases.FindAsync(message.CaseId, ct) is not { } closed)
        {
            return;
        }

        await WriteAsync(new Commit().Update(reading with
        {
            FinalCategory = closed.Category,
            FinalUnit = closed.LeadUnitId is { } unit ? units.Find(unit)?.Code : null,
            ClosedUtc = message.AtUtc,
            Version = reading.Version + 1,
        }, reading.Version), ct);
    }

    /// <summary>A refused write throws, so that the outbox tries again and shows what stays refused.</summary>
    private async Task WriteAsync(Commit commit, CancellationToken ct)
    {
        if ((await lane.WriteAsync(commit.WithoutAudit("what the reader proposed, to measure it"), CommitOrigin.System("reader"), ct)).Failed(out var error))
        {
            throw new InvalidOperationException(error.Code);
        }
    }
}
