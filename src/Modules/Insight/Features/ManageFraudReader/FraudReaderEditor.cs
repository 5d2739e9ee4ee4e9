using Fengqiao.Insight.Files;
using Fengqiao.Insight.Fraud;
using Fengqiao.Insight.Fraud.Learning;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Access;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Insight.Features.ManageFraudReader;

/// <summary>What an administrator may do with the fraud reader: teach it from a labelled file, choose a version, or let the signs answer again.</summary>
internal sealed class FraudReaderEditor(FraudVersionStore store, FraudTraining training, FraudReader reader, Writer writer, CurrentActor current, CountyClock clock)
{
    private const long LargestFile = 20L << 20;
    private static readonly string[] Extensions = [".csv", ".txt", ".xlsx"];

    /// <summary>Reads the file, refuses what cannot be learnt from, and learns in the background. The file is not kept.</summary>
    public async Task<Result<Done>> TeachAsync(IFormFile? file, CancellationToken ct)
    {
        if (file is not { Length: > 0 and <= LargestFile } || !Extensions.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase))
        {
            return InsightErrors.FraudFile(LargestFile >> 20);
        }

        // Readers of tables open files by their paths.
        var folder = Directory.CreateTempSubdirectory("fengqiao-fraud-");
        try
        {
            var path = Path.Combine(folder.FullName, "messages" + Path.GetExtension(file.FileName).ToLowerInvariant());
            await using (var copy = File.Create(path))
            {
                await file.CopyToAsync(copy, ct);
            }

            var begun = LabelledFile.Read(path).Then(messages => training.Begin(messages, current.Actor.Account));
            return begun.Failed(out var error) ? error.For("file") : begun;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <param name="id">The version that shall read; null for none.</param>
    public async Task<Result<Done>> ChooseAsync(Guid? id, CancellationToken ct)
    {
        var versions = await store.AllAsync(ct);
        var chosen = versions.Find(v => v.Id == id);
        if (id is not null && chosen is null)
        {
            return InsightErrors.VersionMissing;
        }

        if (chosen is { State: VersionState.Active })
        {
            return Done.Instance;
        }

        // Looked at before it is trusted: a broken one must not take the place of one that works.
        if (chosen is not null && (await store.LoadAsync(chosen, ct)).Failed(out var error))
        {
            return error;
        }

        var saved = await writer.SaveAsync(store.Choose(chosen, versions, clock.UtcNow), ct);
        if (saved.IsSuccess)
        {
            await reader.RefreshAsync(ct);
        }

        return saved;
    }
}
