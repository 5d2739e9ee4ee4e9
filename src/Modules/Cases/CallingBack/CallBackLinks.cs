using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Fengqiao.Cases.Domain;
using Fengqiao.Contracts.Cases;
using Fengqiao.Kernel;
using Fengqiao.Platform.PersonalData;
using Fengqiao.Platform.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Fengqiao.Cases.CallingBack;

/// <summary>
/// The token of a link: 128 bits derived from the task's id under the master key and stored nowhere, so that a repeated message carries the same link
/// and a copy of the database opens none. The store holds a hash by which the task is found.
/// </summary>
internal sealed class CallBackLinks(FengqiaoDb db, PersonVault vault, CountyClock clock) : ICallBackLinks
{
    /// <summary>Longer than any token; whatever is longer is not looked up.</summary>
    public const int Longest = 64;
    private const int Bytes = 16;

    public static string TokenOf(PersonVault vault, Guid taskId) => Base64Url.EncodeToString(vault.LookupHash("call-back", taskId.ToString("N")).AsSpan(0, Bytes));

    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    public async Task<string?> PathAsync(Guid caseId, CancellationToken ct)
    {
        var open = await db.Set<CallBackTask>().Where(t => t.CaseId == caseId && t.EndedUtc == null).OrderByDescending(t => t.Round).FirstOrDefaultAsync(ct);
        return open?.TakesLink(clock.UtcNow) == true ? $"/call-back/{TokenOf(vault, open.Id)}" : null;
    }
}
