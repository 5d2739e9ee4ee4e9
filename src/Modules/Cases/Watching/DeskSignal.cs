namespace Fengqiao.Cases.Watching;

/// <summary>Wakes all who wait on this node. Who was busy when it was raised finds <see cref="Revision"/> moved on.</summary>
internal class DeskSignal
{
    private TaskCompletionSource _next = New();
    private long _revision;

    public long Revision => Interlocked.Read(ref _revision);

    /// <summary>Completes when the signal is raised the next time. Take it before looking at what it tells about.</summary>
    public Task NextAsync() => Volatile.Read(ref _next).Task;

    public void Raise()
    {
        Interlocked.Increment(ref _revision);
        Interlocked.Exchange(ref _next, New()).TrySetResult();
    }

    // Continuations elsewhere: whoever raises must not run what the waiting do.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Something has happened to a case.</summary>
internal sealed class CasesSignal : DeskSignal
{
    private int _touched;

    /// <summary>Says that something happened here; all nodes are told within about a second.</summary>
    public void Touch() => Interlocked.Exchange(ref _touched, 1);

    /// <summary>Whether something happened since this was asked last.</summary>
    public bool TakeTouched() => Interlocked.Exchange(ref _touched, 0) == 1;
}
