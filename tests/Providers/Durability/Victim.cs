using System.Collections.Concurrent;
using System.Globalization;
using Fengqiao.Organization;
using Fengqiao.Organization.Domain;
using Fengqiao.Platform.Persistence;
using Fengqiao.Providers.Tests.Stores;

namespace Fengqiao.Providers.Tests.Durability;

/// <summary>
/// What is killed: a process of its own that writes through the real lane as fast as it can and says on standard output what it is about
/// to send and what was acknowledged, a line each. It is this assembly, started as a program, because a whole server takes seconds to start.
/// </summary>
internal static class Victim
{
    /// <summary>Said once it could begin; it then waits for a line with the first number to use, and requests to repeat.</summary>
    public const string Ready = "ready";

    public const int Writers = 8;

    private static readonly Lock Mouth = new();

    /// <param name="args">Data folder; for PostgreSQL the connection string; the number of its audit chain.</param>
    private static async Task<int> Main(string[] args)
    {
        if (args.Length == 0)
        {
            Console.Error.WriteLine("This is a collection of tests: ./test Providers");
            return 2;
        }

        await using var store = Store.Build(Store.OptionsOf(args.ElementAtOrDefault(1), args[0]), Store.Shipped, [OrganizationModule.Assembly], chain: args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 0);
        _ = store.Lane;
        Console.Out.WriteLine(Ready);
        if (await Console.In.ReadLineAsync() is not { } order)
        {
            return 0;
        }

        // Whoever started this is gone when its end of the pipe is.
        _ = Task.Run(async () =>
        {
            await Console.In.ReadToEndAsync();
            Environment.Exit(0);
        });
        var parts = order.Split(' ');
        var next = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var repeats = new ConcurrentQueue<int>(parts.Skip(1).Select(p => int.Parse(p, CultureInfo.InvariantCulture)));
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                await RegisterAsync(store, repeats.TryDequeue(out var again) ? again : Interlocked.Increment(ref next) - 1);
            }
        })));
        return 0;
    }

    /// <summary>
    /// A registration as the product makes them: number without gaps, row, audit entry, message and the answer kept under its key; then a
    /// change of the row. Lines: <c>&gt; 7</c> sent, <c>+ 7 12</c> acknowledged with number 12, <c>= 7</c> its change acknowledged.
    /// </summary>
    private static async Task RegisterAsync(Store store, int request)
    {
        var number = 0L;
        var row = new StaffMember { Id = IdOf(request), Code = CodeOf(request), Name = "张三" };
        var commit = new Commit().Number("rows", n => number = n).Insert(row).Audit("test.registered", "staff", row.Code).Publish(() => new Told(request));
        commit.Claim = new IdempotencyClaim(row.Code, "hash", () => number.ToString(CultureInfo.InvariantCulture));
        Say($"> {request}");
        var outcome = await store.RunAsync(commit);
        switch (outcome.End)
        {
            case CommitEnd.Committed:
                Say($"+ {request} {number}");
                break;
            case CommitEnd.Repeated:
                Say($"+ {request} {outcome.Answer}");
                break;
            default:
                Say($"! {request} {outcome.End}");
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
                return;
        }

        var changed = await store.RunAsync(new Commit().Update(People.Changed(row, "李四", 2), 1).Audit("test.changed", "staff", row.Code));
        if (changed.End is CommitEnd.Committed or CommitEnd.Outdated)
        {
            // Outdated: this change was made before the kill, and nobody heard of it.
            Say($"= {request}");
        }
    }

    public static string CodeOf(int request) => string.Create(CultureInfo.InvariantCulture, $"K{request:D7}");

    public static Guid IdOf(int request) => new(request, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>One write, one line: a kill cuts off the last line at most.</summary>
    private static void Say(string line)
    {
        lock (Mouth)
        {
            Console.Out.WriteLine(line);
        }
    }
}
