using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Hosting;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Wording;

/// <summary>Holds the words in memory: read at the start, after a change made here, and every half minute for what other nodes changed.</summary>
internal sealed class WordSource(IDbContextFactory<FengqiaoDb> contexts, CountyClock clock, ILogger<WordSource> log) : BackgroundService, IWarmUp
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Before the first reading every word is the one it is shipped with.</summary>
    public WordBook Current { get; private set; } = WordBook.Empty;

    public Task WarmUpAsync(CancellationToken ct) => ReloadAsync(ct);

    public async Task ReloadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        Current = new WordBook(await db.Set<Word>().ToListAsync(ct), await db.Set<NoticeTemplate>().ToListAsync(ct));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock.Time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await ReloadAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("The words could not be read again: {Type}", e.GetType().Name);
            }
        }
    }
}
