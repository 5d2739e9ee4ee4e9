using System.Globalization;
using Fengqiao.Contracts.Cases;
using Fengqiao.Insight.Reader;
using Fengqiao.Insight.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;

namespace Fengqiao.Insight.Features.ManageReader;

/// <summary>What an administrator may do with the reader: choose the version that reads, and set when it calls itself sure.</summary>
internal sealed class ReaderEditor(VersionStore store, Writer writer, ReaderKeeper keeper, ICategoryDirectory categories, CountyClock clock)
{
    private const double LeastSure = 0.5;
    private const double MostSure = 0.99;

    /// <summary>Lets another version read: an older one again, or one that did not take over by itself.</summary>
    public async Task<Result<Done>> TakeOverAsync(Guid id, CancellationToken ct)
    {
        var versions = await store.AllAsync(ct);
        if (versions.Find(v => v.Id == id) is not { } chosen)
        {
            return InsightErrors.VersionMissing;
        }

        if (chosen.State == VersionState.Active)
        {
            return Done.Instance;
        }

        // Looked at before it is trusted: a broken one must not take the place of one that works.
        if ((await store.LoadAsync(chosen, ct)).Failed(out var error))
        {
            return error;
        }

        var now = clock.UtcNow;
        var commit = new Commit()
            .Update(chosen with { State = VersionState.Active, StateSinceUtc = now, Version = chosen.Version + 1 }, chosen.Version)
            .Audit("reader.take-over", "reader-version", chosen.Number.ToString(CultureInfo.InvariantCulture));
        foreach (var active in versions.Where(v => v.State == VersionState.Active))
        {
            commit.Update(active with { State = VersionState.Resting, StateSinceUtc = now, Version = active.Version + 1 }, active.Version);
        }

        return await RefreshedAsync(await writer.SaveAsync(commit, ct), ct);
    }

    /// <param name="sureFrom">A percentage as it was typed.</param>
    /// <param name="learnsByItself">Whether the job learns anew every week.</param>
    /// <param name="fraudCategory">Code of the category that tips become cases of; null leaves it to the names.</param>
    /// <param name="seen">The version of the settings that was shown; 0 where none were stored yet.</param>
    public async Task<Result<Done>> SetAsync(string? sureFrom, bool learnsByItself, string? fraudCategory, int seen, CancellationToken ct)
    {
        if (!double.TryParse(sureFrom, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) || percent / 100 is not (>= LeastSure and <= MostSure))
        {
            return InsightErrors.ThresholdRange;
        }

        if (fraudCategory is not null && categories.Find(fraudCategory) is not { IsActive: true })
        {
            return InsightErrors.FraudCategoryUnknown;
        }

        var settings = new ReaderSettings { SureFrom = percent / 100, LearnsByItself = learnsByItself, FraudCategory = fraudCategory, Version = seen + 1 };
        var commit = new Commit().Audit("reader.set", "reader", ReaderSettings.Only, new { settings.SureFrom, settings.LearnsByItself, settings.FraudCategory });
        commit = seen == 0 ? commit.Insert(settings) : commit.Update(settings, seen);
        return await RefreshedAsync(await writer.SaveAsync(commit, ct), ct);
    }

    private async Task<Result<Done>> RefreshedAsync(Result<Done> saved, CancellationToken ct)
    {
        if (saved.IsSuccess)
        {
            await keeper.RefreshAsync(ct);
        }

        return saved;
    }
}
