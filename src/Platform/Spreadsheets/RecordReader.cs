using Fengqiao.Kernel;

namespace Fengqiao.Platform.Spreadsheets;

/// <summary>A forward reader of one table file, blank rows included so that row numbers agree with Excel's.</summary>
internal interface IRecordReader : IDisposable
{
    /// <summary>1 for the first row of the file.</summary>
    int RowNumber { get; }

    string[] Values { get; }

    /// <summary>What is wrong with this row alone; reading can go on.</summary>
    Error? Fault { get; }

    /// <summary>How much has been read, 0 to 1.</summary>
    double Progress { get; }

    /// <summary>False at the end of the table.</summary>
    /// <exception cref="TableFaultException">The rest of the table cannot be read.</exception>
    bool Read();
}

/// <summary>Ends the reading of a table from inside a library's call stack; never leaves this folder.</summary>
internal sealed class TableFaultException(Error error) : Exception(error.Code)
{
    public Error Error { get; } = error;
}
