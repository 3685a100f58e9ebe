using CallSummary.Rtp.Packets;

namespace CallSummary.Rtp.Receiving;

/// <summary>
/// Decides whose packets a leg hears: the negotiated address, or one source learned within a short window; then only that address
/// and its SSRC. Against RTP bleed and injection (CVE-2025-53399, AST-2017-005). Times are in ticks of 100 ns.
/// </summary>
internal sealed class SourceLatch(SourceLearning learning, TimeSpan window)
{
    // A source that changes its SSRC falls silent on the old one; an injector talks beside it.
    private static readonly long SsrcSilence = TimeSpan.FromMilliseconds(50).Ticks;

    private SourceKey? _negotiated;
    private SourceKey _locked;
    private uint _ssrc;
    private long _lastHeard;
    private long _windowEnd;
    private SourceKey _candidate;
    private uint _candidateSsrc;
    private ushort _candidateNext;
    private bool _hasCandidate;

    /// <summary>Whether the source is settled.</summary>
    public bool IsLocked { get; private set; }

    /// <summary>The settled source.</summary>
    public SourceKey Source => _locked;

    /// <summary>Its SSRC.</summary>
    public uint Ssrc => _ssrc;

    /// <summary>Sets the negotiated address; a change of it opens the window again.</summary>
    public void SetRemote(SourceKey remote, long now)
    {
        if (_negotiated == remote)
        {
            return;
        }

        _negotiated = remote;
        IsLocked = false;
        _hasCandidate = false;
        Reopen(now);
    }

    /// <summary>Begins the learning window now, unless the source is settled.</summary>
    public void Reopen(long now)
    {
        if (!IsLocked)
        {
            _windowEnd = now + window.Ticks;
        }
    }

    /// <summary>Checks a packet's source.</summary>
    public LatchVerdict Check(SourceKey source, uint ssrc, ushort sequenceNumber, long now)
    {
        if (_negotiated is not { } negotiated)
        {
            return LatchVerdict.WrongSource;
        }

        if (IsLocked && source == _locked)
        {
            return CheckSsrc(source, ssrc, sequenceNumber, now);
        }

        if (source == negotiated && (!IsLocked || now <= _windowEnd))
        {
            // The address from the session description needs no proof, and takes over from a learned one while the window is open.
            return Lock(source, ssrc, now);
        }

        if (IsLocked || now > _windowEnd || !MayLearn(source, negotiated))
        {
            return LatchVerdict.WrongSource;
        }

        return Proved(source, ssrc, sequenceNumber) ? Lock(source, ssrc, now) : LatchVerdict.WrongSource;
    }

    /// <summary>Whether any packet of this source could be heard now.</summary>
    public bool MayHear(SourceKey source, long now) =>
        _negotiated is { } negotiated
        && ((IsLocked && source == _locked)
            || (source == negotiated && (!IsLocked || now <= _windowEnd))
            || (!IsLocked && now <= _windowEnd && MayLearn(source, negotiated)));

    private LatchVerdict CheckSsrc(SourceKey source, uint ssrc, ushort sequenceNumber, long now)
    {
        if (ssrc == _ssrc)
        {
            _lastHeard = now;
            return LatchVerdict.Accepted;
        }

        return Proved(source, ssrc, sequenceNumber) && now - _lastHeard >= SsrcSilence
            ? Lock(source, ssrc, now)
            : LatchVerdict.WrongSource;
    }

    // RFC 3550 A.1: two packets in sequence make a source valid.
    private bool Proved(SourceKey source, uint ssrc, ushort sequenceNumber)
    {
        var proved = _hasCandidate && _candidate == source && _candidateSsrc == ssrc && _candidateNext == sequenceNumber;
        _hasCandidate = true;
        _candidate = source;
        _candidateSsrc = ssrc;
        _candidateNext = (ushort)(sequenceNumber + 1);
        return proved;
    }

    private bool MayLearn(SourceKey source, SourceKey negotiated) =>
        learning == SourceLearning.AnyAddress || (learning == SourceLearning.SameAddress && source.Address == negotiated.Address);

    private LatchVerdict Lock(SourceKey source, uint ssrc, long now)
    {
        IsLocked = true;
        _locked = source;
        _ssrc = ssrc;
        _lastHeard = now;
        _hasCandidate = false;
        return LatchVerdict.Locked;
    }
}
