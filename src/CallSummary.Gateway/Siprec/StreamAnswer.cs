using System.Net;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Media.Dtls;
using CallSummary.Rtp;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Siprec;

/// <summary>
/// Answers a recorder's offers line by line (RFC 7866): each audio line up to a limit is received, everything else refused with port 0.
/// Calls come one after the other.
/// </summary>
internal sealed class StreamAnswer(MediaEngine engine, DtlsHandshakes handshakes, MediaPolicy policy, LocalAddresses addresses, IPAddress recorder, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Two parties, and those who join them in a conference.</summary>
    internal const int MaxStreams = 8;

    private readonly IPAddress _localAddress = addresses.Towards(recorder);
    private volatile RecordedStream[] _open = [];
    private SdpDescription? _local;
    private bool _closed;

    public IReadOnlyList<RecordedStream> Open => _open;

    /// <summary>Our answer, in force from now on; null when nothing of the offer can be received: what was agreed before stays.</summary>
    public SdpDescription? Answer(SdpDescription offer)
    {
        List<RecordedStream> streams = [];
        var agreed = SdpOfferAnswer.AnswerAll(
            offer,
            (index, media) =>
            {
                var stream = Array.Find(_open, s => s.Index == index) ?? (streams.Count < MaxStreams ? TryOpen(index, LegPlacements.Of(MediaOf(offer, media), recorder, media.IsDtls)) : null);
                if (stream is null)
                {
                    return null;
                }

                streams.Add(stream);
                return Capabilities(stream, media["label"]);
            },
            _local);
        var kept = streams.Where(s => agreed.Streams.Any(a => a.MediaIndex == s.Index)).ToArray();
        if (agreed.Local is not { } answer)
        {
            CloseAll(streams.Except(_open));
            return null;
        }

        foreach (var audio in agreed.Streams)
        {
            Array.Find(kept, s => s.Index == audio.MediaIndex)!.Apply(audio);
        }

        var gone = _open.Concat(streams).Except(kept).ToList();
        _open = kept;
        CloseAll(gone);
        return _local = answer;
    }

    /// <summary>Our description once more, as an offer, for a peer that offers nothing; null before the first.</summary>
    public SdpDescription? Repeat()
    {
        if (_local is not null)
        {
            _local.Origin = _local.Origin with { Version = _local.Origin.Version + 1 };
        }

        return _local;
    }

    /// <summary>Our own offer of one stream, for a recorder that sends none.</summary>
    public SdpDescription? Offer()
    {
        if (TryOpen(0, LegPlacement.Private) is not { } stream)
        {
            return null;
        }

        _open = [stream];
        return _local = SdpOfferAnswer.CreateOffer(policy.Capabilities(_localAddress, stream.Media.LocalEndPoint.Port, handshakes.FingerprintOn(stream.Media)) with { Direction = SdpDirection.RecvOnly });
    }

    /// <summary>Takes the answer to <see cref="Offer"/>; false when nothing fits.</summary>
    public bool Accept(SdpDescription? answer)
    {
        if (answer is null || _local is null || _open is not [var stream] || SdpOfferAnswer.Accept(_local, answer).Audio is not { } audio || !MediaFormats.IsUsable(audio))
        {
            return false;
        }

        stream.Apply(audio);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        foreach (var stream in _open)
        {
            await stream.DisposeAsync();
        }
    }

    private RecordedStream? TryOpen(int index, LegPlacement placement)
    {
        var sink = new PartySink(time);
        return !_closed && engine.OpenLeg(sink, placement, out var media) == OpenLegResult.Opened ? new RecordedStream(index, media!, sink, handshakes) : null;
    }

    private static IPEndPoint? MediaOf(SdpDescription offer, SdpMedia media) =>
        (media.Connection ?? offer.Connection) is { IsUnspecified: false, IPAddress: { } address } ? new IPEndPoint(address, media.Port) : null;

    private static void CloseAll(IEnumerable<RecordedStream> streams)
    {
        foreach (var stream in streams)
        {
            _ = stream.DisposeAsync().AsTask();
        }
    }

    private SdpAudioCapabilities Capabilities(RecordedStream stream, string? label) => policy.Single(_localAddress, stream.Media.LocalEndPoint.Port, handshakes.FingerprintOn(stream.Media)) with
    {
        Direction = SdpDirection.RecvOnly,
        DtlsRole = stream.DtlsRole,
        Attributes = label is null ? [] : [new SdpAttribute("label", label)],
    };
}
