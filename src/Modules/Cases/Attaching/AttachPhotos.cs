using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Storage;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.AspNetCore.Http;

namespace Fengqiao.Cases.Attaching;

/// <param name="Attached">How many are with the case now.</param>
/// <param name="Refused">Of each other one, its name and why, in the visitor's language.</param>
internal sealed record PhotoOutcome(int Attached, IReadOnlyList<string> Refused);

/// <summary>Attaches what a reporter sends along. One bad picture never costs the others, let alone the report.</summary>
internal sealed class AttachPhotos(AttachFileHandler attach, RequestKey key, ErrorTexts texts)
{
    /// <summary>In one sending.</summary>
    public const int Most = 5;

    /// <summary>Names and reasons travel in a cookie, which holds 4 KB.</summary>
    private const int LongestName = 30;

    public async Task<PhotoOutcome> AttachAsync(LoadedCase loaded, IReadOnlyList<IFormFile> files, CancellationToken ct)
    {
        var chosen = key.Key;
        var attached = 0;
        var refused = new List<string>();
        var given = files.Where(f => f.FileName.Length > 0).ToList();
        for (var i = 0; i < given.Count && i < Most; i++)
        {
            // A repeated form repeats its pictures: each has a key of its own under the form's. One chosen anew is another picture.
            key.Key = chosen is null ? null : $"{chosen}:photo-{Mark(given[i])}";
            await using var content = given[i].OpenReadStream();
            var one = await attach.HandleAsync(loaded, AttachmentStage.Report, content, given[i].FileName, byReporter: true, ct);
            if (one.Failed(out var error))
            {
                refused.Add($"{Short(given[i].FileName)}: {texts.Of(error)}");
            }
            else
            {
                attached++;
            }
        }

        refused.AddRange(given.Skip(Most).Take(Most).Select(f => $"{Short(f.FileName)}: {texts.Of(TooMany)}"));
        key.Key = chosen;
        return new PhotoOutcome(attached, refused);
    }

    private static string Mark(IFormFile file) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{file.Length}/{file.FileName}"))).AsSpan(0, 8));

    private static Error TooMany => CaseErrors.TooManyFiles;

    private static string Short(string name) => name.Length <= LongestName ? name : string.Concat(name.AsSpan(0, LongestName), "…");
}
