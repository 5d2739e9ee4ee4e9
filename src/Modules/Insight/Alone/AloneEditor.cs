using System.Globalization;
using Fengqiao.Contracts.Cases;
using Fengqiao.Insight.Reader;
using Fengqiao.Kernel;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Insight.Alone;

/// <summary>What an administrator typed about automatic dispatch; percentages, and codes of categories parted by blanks or commas.</summary>
internal sealed record AloneForm(bool IsOn, string? LeastConfidence, string? Categories, string? SampleShare, string? MostWrong);

/// <summary>Switches automatic dispatch on and off, and sets its lines.</summary>
internal sealed class AloneEditor(FengqiaoDb db, Writer writer, ReaderKeeper keeper, ICategoryDirectory categories, CountyClock clock)
{
    private const double LeastLine = 0.9;
    private static readonly char[] Marks = [' ', ',', '，', '、', '\t', '\n', '\r'];

    /// <param name="seen">The version that was shown; 0 where nothing was stored yet.</param>
    public async Task<Result<Done>> SetAsync(AloneForm form, int seen, CancellationToken ct)
    {
        var stored = await db.Set<AloneSettings>().FirstOrDefaultAsync(ct) ?? new AloneSettings { Version = 0 };
        var errors = new List<Error>();
        var least = Share(form.LeastConfidence, LeastLine, 0.9999, InsightErrors.AloneConfidence, errors);
        var sample = Share(form.SampleShare, 0.01, 1, InsightErrors.AloneSample, errors);
        var wrong = Share(form.MostWrong, 0, 0.5, InsightErrors.AloneWrong, errors);
        var codes = (form.Categories ?? "").Split(Marks, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (codes.Find(c => categories.Find(c) is null) is { } unknown)
        {
            errors.Add(InsightErrors.AloneCategory(unknown));
        }

        if (form.IsOn && keeper.Current is null)
        {
            errors.Add(InsightErrors.AloneUnlearnt);
        }

        if (Error.Join(errors) is { } error)
        {
            return error;
        }

        var settings = stored with
        {
            IsOn = form.IsOn, LeastConfidence = least, Categories = string.Join(' ', codes), SampleShare = sample, MostWrong = wrong, Version = seen + 1,
            OnSinceUtc = !form.IsOn ? null : stored.IsOn ? stored.OnSinceUtc : clock.UtcNow, StoppedUtc = null,
        };
        var commit = new Commit().Audit("auto-dispatch.set", "reader", AloneSettings.Only, new { settings.IsOn, settings.LeastConfidence, settings.Categories, settings.SampleShare, settings.MostWrong });
        return await writer.SaveAsync(seen == 0 ? commit.Insert(settings) : commit.Update(settings, seen), ct);
    }

    private static double Share(string? typed, double least, double most, Error fault, List<Error> errors)
    {
        if (double.TryParse(typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent / 100 is var share && share >= least && share <= most)
        {
            return Math.Round(share, 6);
        }

        errors.Add(fault);
        return 0;
    }
}
