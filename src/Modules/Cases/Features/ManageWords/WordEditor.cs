using Fengqiao.Cases.Domain;
using Fengqiao.Cases.Wording;
using Fengqiao.Kernel;
using Fengqiao.Platform.Http;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.Features.ManageWords;

/// <summary>A word as it was typed.</summary>
/// <param name="Code">Only for a new one.</param>
internal sealed record WordInput(string? Code, string? NameZh, string? NameEn, string? Rank, bool IsActive);

/// <summary>
/// Adds words to the county's own lists, renames them and takes them out of use. Of the lists that rules depend on it changes the names only,
/// and hides what may be hidden; an empty name is the one the product is shipped with.
/// </summary>
internal sealed class WordEditor(FengqiaoDb db, WordWriter writer)
{
    private const int LargestRank = 9999;

    public Task<Result<Done>> AddAsync(WordList list, WordInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        if (!list.IsFree)
        {
            return WordErrors.ListFixed;
        }

        var checks = new InputChecks();
        var code = checks.Required("code", input.Code, Word.LongestCode);
        if (code.Length > 0 && !IsGoodCode(code))
        {
            checks.Refuse("code", WordErrors.CodeMalformed);
        }

        var id = Word.IdOf(list.Name, code);
        if (await db.Set<Word>().AnyAsync(w => w.Id == id, ct))
        {
            checks.Refuse("code", WordErrors.CodeTaken);
        }

        var word = Read(checks, input, new Word { Id = id, List = list.Name, Code = code, NameZh = "", NameEn = "", Rank = 0, IsActive = true });
        return checks.Error is { } error ? error : new Commit().Insert(word).Audit("word.added", "word", id, new { word.NameZh, word.NameEn, word.Rank });
    }, ct);

    /// <param name="expected">The version whoever changes it has seen; 0 for a code that had no name of its own yet.</param>
    public Task<Result<Done>> ChangeAsync(WordList list, string code, int expected, WordInput input, CancellationToken ct) => writer.ChangeAsync(async () =>
    {
        var id = Word.IdOf(list.Name, code);
        var old = await db.Set<Word>().FirstOrDefaultAsync(w => w.Id == id, ct);
        if (old is null && !(list.Codes?.Contains(code) ?? false))
        {
            return WordErrors.Unknown;
        }

        var checks = new InputChecks();
        var was = old ?? new Word { Id = id, List = list.Name, Code = code, NameZh = "", NameEn = "", Rank = 0, IsActive = true, Version = 0 };
        var word = list.IsFree ? Read(checks, input, was) : Rename(checks, list, input, was);
        if (!word.IsActive && was.IsActive && await IsLastAsync(list, code, ct))
        {
            checks.Refuse("isActive", WordErrors.LastOne);
        }

        if (checks.Error is { } error)
        {
            return error;
        }

        word = word with { Version = expected + 1 };
        var commit = old is null ? new Commit().Insert(word with { Version = 1 }) : new Commit().Update(word, expected);
        return commit.Audit("word.changed", "word", id, new
        {
            before = new { was.NameZh, was.NameEn, was.Rank, was.IsActive },
            after = new { word.NameZh, word.NameEn, word.Rank, word.IsActive },
        });
    }, ct);

    /// <summary>A form has to offer something.</summary>
    private async Task<bool> IsLastAsync(WordList list, string code, CancellationToken ct)
    {
        var stored = await db.Set<Word>().Where(w => w.List == list.Name && w.Code != code).ToListAsync(ct);
        return list.Codes is { } codes
            ? codes.Where(c => c != code).All(c => stored.Exists(w => w.Code == c && !w.IsActive))
            : !stored.Exists(w => w.IsActive);
    }

    private static Word Read(InputChecks checks, WordInput input, Word old)
    {
        var name = checks.Required("nameZh", input.NameZh, Word.LongestName);
        var rank = 0;
        if (!string.IsNullOrWhiteSpace(input.Rank) && (!int.TryParse(input.Rank, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out rank) || rank > LargestRank))
        {
            checks.Refuse("rank", CaseErrors.UnknownCode("rank", input.Rank));
        }

        return old with { NameZh = name, NameEn = checks.Text("nameEn", input.NameEn, Word.LongestName * 2) ?? name, Rank = rank, IsActive = input.IsActive };
    }

    private static Word Rename(InputChecks checks, WordList list, WordInput input, Word old) => old with
    {
        NameZh = checks.Text("nameZh", input.NameZh, Word.LongestName) ?? "",
        NameEn = checks.Text("nameEn", input.NameEn, Word.LongestName * 2) ?? "",
        IsActive = !list.MayHide || input.IsActive,
    };

    private static bool IsGoodCode(string code) =>
        code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && char.IsAsciiLetterLower(code[0]) && code[^1] != '-';
}
