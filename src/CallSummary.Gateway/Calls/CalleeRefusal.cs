using CallSummary.Contracts;

namespace CallSummary.Gateway.Calls;

/// <summary>What a next hop's final answer means for the call, and what the caller is told of it.</summary>
/// <param name="Termination">Why the call ended.</param>
/// <param name="StatusToCaller">SIP status for the caller.</param>
internal readonly record struct CalleeRefusal(CallTermination Termination, int StatusToCaller)
{
    /// <summary>Nobody answered within our own ring limit.</summary>
    public static CalleeRefusal RingTimeout { get; } = new(CallTermination.NoAnswer, 480);

    /// <summary>The next hop gave no answer at all (RFC 3261 timer B), or none that we understood.</summary>
    public static CalleeRefusal NoResponse { get; } = new(CallTermination.CalleeUnreachable, 504);

    /// <summary>The next hop cannot be reached: name, route or connection.</summary>
    public static CalleeRefusal TransportFailure { get; } = new(CallTermination.CalleeUnreachable, 502);

    /// <summary>The next hop agreed to a session without usable audio.</summary>
    public static CalleeRefusal BadAnswer { get; } = new(CallTermination.NoCommonCodec, 488);

    public static CalleeRefusal Of(int status) => status switch
    {
        486 or 600 or 603 => new(CallTermination.CalleeBusy, status),
        408 or 480 or 487 => new(CallTermination.NoAnswer, 480),
        488 or 606 => new(CallTermination.NoCommonCodec, 488),
        403 or 404 or 410 or 484 or 604 => new(CallTermination.CalleeUnreachable, status),

        // A challenge meant for us is none of the caller's business (RFC 3261 section 22.3).
        401 or 407 => new(CallTermination.CalleeUnreachable, 502),

        // A redirect would let the next hop choose where we dial: refused (toll fraud).
        >= 300 and < 400 => new(CallTermination.CalleeUnreachable, 480),

        // 503 would be read as our own overload (RFC 3261 section 16.7 step 6).
        503 => new(CallTermination.CalleeUnreachable, 500),
        >= 500 and < 600 => new(CallTermination.CalleeUnreachable, status is 501 or 502 or 504 ? status : 500),
        _ => new(CallTermination.CalleeUnreachable, 480),
    };
}
