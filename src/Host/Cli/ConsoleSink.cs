using System.Globalization;
using Fengqiao.Host.Commands;
using Fengqiao.Host.Texts;
using Spectre.Console;

namespace Fengqiao.Host.Cli;

/// <summary>Shows a command at work: a bar on a terminal, now and then a line elsewhere.</summary>
internal abstract class ConsoleSink : ICommandSink
{
    public static async Task<int> RunAsync(Func<ICommandSink, Task<int>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(Plain());
        }

        return await StandardError().Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context => work(new BarSink(context)));
    }

    /// <summary>For whoever runs on and on: a bar would be redrawn for ever.</summary>
    public static ICommandSink Plain() => new PlainSink(TimeProvider.System);

    public static IAnsiConsole StandardError() => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    public abstract void Progress(string what, long done, double? fraction);

    public void Answer(string line) => Console.Out.WriteLine(line);

    public void Say(string line) => Console.Error.WriteLine(line);

    public void Fail(string line) => Console.Error.WriteLine(line);

    private static string Describe(string what, long done) => HostText.Get("Progress", what, done.ToString("N0", CultureInfo.CurrentCulture));

    /// <summary>For logs and pipes: a line every two seconds.</summary>
    private sealed class PlainSink(TimeProvider time) : ConsoleSink
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
        private long _last = time.GetTimestamp();

        public override void Progress(string what, long done, double? fraction)
        {
            if (time.GetElapsedTime(_last) < Pause)
            {
                return;
            }

            _last = time.GetTimestamp();
            Console.Error.WriteLine(fraction is { } part ? $"{Describe(what, done)} ({part:P0})" : Describe(what, done));
        }
    }

    private sealed class BarSink(ProgressContext context) : ConsoleSink
    {
        private readonly Dictionary<string, ProgressTask> _bars = [];

        public override void Progress(string what, long done, double? fraction)
        {
            if (!_bars.TryGetValue(what, out var bar))
            {
                _bars[what] = bar = context.AddTask(Markup.Escape(what), maxValue: 1);
            }

            bar.IsIndeterminate = fraction is null;
            bar.Description = Markup.Escape(Describe(what, done));
            bar.Value = fraction ?? 0;
        }
    }
}
