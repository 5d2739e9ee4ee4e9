using System.Collections.Concurrent;
using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.Files;

namespace Fengqiao.Cases.Jobs;

/// <summary>Puts the files of loaded cases into the store, by the same checks an upload passes, several at a time since each waits for the disk.</summary>
internal sealed class HistoryFiles(AttachmentStore store)
{
    private const int AtOnce = 8;

    /// <returns>The rows that belong to them, to be written once their cases are.</returns>
    public async Task<Result<IReadOnlyList<CaseAttachment>>> SaveAsync(IReadOnlyList<CaseHistory> histories, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var rows = new ConcurrentBag<CaseAttachment>();
        Error? first = null;
        var wanted = histories.SelectMany((history, i) => history.Files.Select(file => (CaseId: ids[i], File: file)));
        await Parallel.ForEachAsync(wanted, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (one, cancelled) =>
        {
            var saved = await SaveAsync(one.CaseId, one.File, cancelled);
            if (saved.Failed(out var error))
            {
                Interlocked.CompareExchange(ref first, error, null);
            }
            else
            {
                rows.Add(saved.Value);
            }
        });
        return first is null ? Result<IReadOnlyList<CaseAttachment>>.Of([.. rows.OrderBy(row => row.AddedUtc)]) : first;
    }

    private async Task<Result<CaseAttachment>> SaveAsync(Guid caseId, CaseHistoryFile file, CancellationToken ct)
    {
        if (!CaseCodes.TryParse<AttachmentStage>(file.Stage, out var stage))
        {
            return CaseErrors.UnknownCode("stage", file.Stage);
        }

        using var content = new MemoryStream(file.Content(), writable: false);
        var stored = await store.SaveAsync(content, file.Name, ct);
        return stored.Map(kept => new CaseAttachment
        {
            Id = kept.Id,
            CaseId = caseId,
            Stage = stage,
            Name = kept.DownloadName,
            ContentType = kept.ContentType,
            Size = kept.Size,
            Sha256 = kept.Sha256,
            AddedBy = file.Account,
            AddedUtc = file.AddedUtc,
        });
    }
}
