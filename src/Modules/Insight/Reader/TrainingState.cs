using Fengqiao.Kernel;

namespace Fengqiao.Insight.Reader;

/// <summary>Whether this node is learning, how far it is, and how the last time ended. One at a time.</summary>
internal sealed class TrainingState
{
    private int _isRunning;

    public bool IsRunning => Volatile.Read(ref _isRunning) == 1;

    /// <summary>0 to 1.</summary>
    public double Done { get; private set; }

    /// <summary>Why the last time failed; null when it went well or never was.</summary>
    public Error? LastError { get; private set; }

    public bool TryBegin()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 1)
        {
            return false;
        }

        (Done, LastError) = (0, null);
        return true;
    }

    public void Report(double done) => Done = done;

    public void End(Error? error)
    {
        LastError = error;
        Volatile.Write(ref _isRunning, 0);
    }
}
