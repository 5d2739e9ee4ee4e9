using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fengqiao.Cases.Storage;

/// <summary>Categories, dispatch rules and limits as they are stored: small, read with every case, changed seldom.</summary>
internal sealed class CaseCatalogue
{
    private readonly Dictionary<string, Category> _byCode;

    public CaseCatalogue(IReadOnlyList<Category> categories, IReadOnlyList<DispatchRule> dispatchRules, IReadOnlyList<LimitRule> limitRules, IReadOnlyList<StatuteLimit> statuteLimits)
    {
        Categories = categories;
        DispatchRules = dispatchRules;
        LimitRules = limitRules;
        StatuteLimits = statuteLimits;
        _byCode = categories.ToDictionary(c => c.Code, StringComparer.Ordinal);
        Keywords = [.. categories.Where(c => c.IsActive)
            .SelectMany(c => c.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word.ToLowerInvariant(), c)))];
    }

    public IReadOnlyList<Category> Categories { get; }

    public IReadOnlyList<DispatchRule> DispatchRules { get; }

    public IReadOnlyList<LimitRule> LimitRules { get; }

    public IReadOnlyList<StatuteLimit> StatuteLimits { get; }

    public IReadOnlyList<(string Word, Category Category)> Keywords { get; }

    public Category? Find(string? code) => code is null ? null : _byCode.GetValueOrDefault(code);

    /// <summary>Names from the first level down, joined by " / ".</summary>
    public string PathOf(string? code, bool english)
    {
        var names = new List<string>();
        for (var category = Find(code); category is not null; category = Find(category.ParentCode))
        {
            names.Insert(0, english ? category.NameEn : category.Name);
        }

        return names.Count > 0 ? string.Join(" / ", names) : code ?? "";
    }
}

/// <summary>Holds the catalogue in memory and reads it again after an import, and every half minute for what other nodes imported.</summary>
internal sealed class CatalogueSource(IDbContextFactory<FengqiaoDb> contexts, CountyClock clock, ILogger<CatalogueSource> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);
    private CaseCatalogue? _current;

    public CaseCatalogue Current => _current ?? throw new InvalidOperationException("The catalogue is read at start-up.");

    public async Task ReloadAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        _current = new CaseCatalogue(
            await db.Set<Category>().OrderBy(c => c.Code).ToListAsync(ct),
            await db.Set<DispatchRule>().OrderBy(r => r.Code).ToListAsync(ct),
            await db.Set<LimitRule>().OrderBy(r => r.Code).ToListAsync(ct),
            await db.Set<StatuteLimit>().OrderBy(l => l.Code).ToListAsync(ct));
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
                log.LogWarning("The catalogue could not be read again: {Type}", e.GetType().Name);
            }
        }
    }
}
