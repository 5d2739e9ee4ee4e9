using Fengqiao.Cases.Administration;
using Fengqiao.Cases.Domain;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageCategories;

/// <summary>A category as it was typed.</summary>
internal sealed record CategoryInput(string? Code, string? Name, string? NameEn, string? Keywords, bool NeedsPhotos, bool IsActive);

/// <summary>Sets categories up, renames them, gives them keywords, takes them out of use. Their codes stay: cases lie under them.</summary>
internal sealed class CategoryEditor(FengqiaoDb db, CatalogueWriter writer)
{
    private const int LongestName = 60;
    private const int LongestKeywords = 1000;
    private static readonly char[] Separators = [' ', '、', ',', '，', ';', '；', '|', '\r', '\n', '\t'];

    public Task<Result<Done>> AddAsync(CategoryInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var checks = new InputChecks();
        var code = checks.Required("code", input.Code, 12);
        if (code.Length > 0 && (code.Length % 2 != 0 || !code.All(char.IsAsciiDigit)))
        {
            checks.Refuse("code", CaseErrors.CategoryCodeMalformed);
        }

        var all = await db.Set<Category>().Select(c => c.Code).ToListAsync(ct);
        if (all.Contains(code))
        {
            checks.Refuse("code", RuleErrors.CodeTaken);
        }
        else if (code.Length > 2 && !all.Contains(code[..^2]))
        {
            checks.Refuse("code", CaseErrors.ParentMissing(code[..^2]));
        }

        var category = Read(checks, input, new Category { Code = code, Name = "", NameEn = "", Keywords = "", NeedsPhotos = false, IsActive = true });
        return checks.Error is { } error ? error : new Commit().Insert(category).Audit("category.added", "category", code, new { category.Name, category.Keywords });
    }, ct);

    public Task<Result<Done>> ChangeAsync(string code, int expected, CategoryInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        if (await db.Set<Category>().FirstOrDefaultAsync(c => c.Code == code, ct) is not { } old)
        {
            return RuleErrors.Unknown;
        }

        var checks = new InputChecks();
        var category = Read(checks, input, old) with { Version = expected + 1 };
        var inUse = await db.Set<Category>().Where(c => c.IsActive && c.Code != code).Select(c => c.Code).ToListAsync(ct);
        if (!category.IsActive && inUse.Exists(c => c.StartsWith(code, StringComparison.Ordinal)))
        {
            checks.Refuse("isActive", RuleErrors.CategoryInUse);
        }

        return checks.Error is { } error
            ? error
            : new Commit().Update(category, expected).Audit("category.changed", "category", code, new
            {
                before = new { old.Name, old.NameEn, old.Keywords, old.NeedsPhotos, old.IsActive },
                after = new { category.Name, category.NameEn, category.Keywords, category.NeedsPhotos, category.IsActive },
            });
    }, ct);

    private static Category Read(InputChecks checks, CategoryInput input, Category old)
    {
        var name = checks.Required("name", input.Name, LongestName);
        var words = (checks.Text("keywords", input.Keywords, LongestKeywords) ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase);
        return old with
        {
            Name = name,
            NameEn = checks.Text("nameEn", input.NameEn, LongestName * 2) ?? name,
            Keywords = string.Join(' ', words),
            NeedsPhotos = input.NeedsPhotos,
            IsActive = input.IsActive,
        };
    }
}
