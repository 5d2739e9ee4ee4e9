using System.Diagnostics.CodeAnalysis;

namespace Fengqiao.Kernel;

/// <summary>A value, or the <see cref="Kernel.Error"/> that explains why there is none.</summary>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T value)
    {
        _value = value;
        Error = null;
    }

    private Result(Error error)
    {
        _value = default;
        Error = error;
    }

    /// <summary>Why it failed; null on success.</summary>
    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    /// <summary>The value. Asking a failure for it is a programming fault and throws.</summary>
    public T Value => Error is null ? _value! : throw new InvalidOperationException($"No value: {Error.Code}");

    /// <summary>For interfaces, which C# does not convert implicitly.</summary>
    public static Result<T> Of(T value) => new(value);

    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Error error) => new(error);

    public Result<TOut> Map<TOut>(Func<T, TOut> map) => Error is null ? Result<TOut>.Of(map(_value!)) : Error;

    public Result<TOut> Then<TOut>(Func<T, Result<TOut>> next) => Error is null ? next(_value!) : Error;

    public bool Failed([NotNullWhen(true)] out Error? error)
    {
        error = Error;
        return error is not null;
    }
}

/// <summary>Success without a value.</summary>
public readonly record struct Done
{
    public static readonly Done Instance;
}
