using System.Net;
using CallSummary.Gateway.Media;
using CallSummary.Rtp;
using CallSummary.Sip.Sdp;

namespace CallSummary.Gateway.Siprec;

/// <summary>
/// Answers a recorder's offers line by line (RFC 7866 section 7.2): each audio line up to two is received, everything else refused with port 0.
/// Calls come one after the other.
/// </summary>
internal sealed class StreamAnswer(MediaEngine engine, IPAddress localAddress, TimeProvider time) : IAsyncDisposable
{
    /// <summary>A call has two legs.</summary>
    private const int MaxStreams = 2;

    private volatile RecordedStream[] _open = [];
    private SdpDescription? _local;
    private bool _closed;

    public IReadOnlyList<RecordedStream> Open => _open;

    /// <summary>Our answer, in force from now on; null when nothing of the offer can be received.</summary>
    public SdpDescription? Answer(SdpDescription offer)
    {
        var origin = _local is null
            ? new SdpOrigin("-", time.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), 1, new SdpConnection(localAddress))
            : _local.Origin with { Version = _local.Origin.Version + 1 };
        var answer = new SdpDescription { Origin = origin, Connection = new SdpConnection(localAddress) };
        var isFirst = _local is null;
        for (var i = 0; i < offer.Media.Count; i++)
        {
            answer.Media.Add(Line(offer, i));
        }

        if (isFirst && _open.Length == 0)
        {
            return null;
        }

        return _local = answer;
    }

    /// <summary>Our answer once more, as an offer, for a peer that offers nothing; null before the first.</summary>
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
        if (TryOpen(0) is not { } stream)
        {
            return null;
        }

        _open = [stream];
        return _local = SdpOfferAnswer.CreateOffer(Capabilities(stream.Media.LocalEndPoint.Port, MediaFormats.Offered));
    }

    /// <summary>Takes the answer to <see cref="Offer"/>; false when nothing fits.</summary>
    public bool Accept(SdpDescription? answer)
    {
        if (answer is null || _local is null || _open is not [var stream] || SdpOfferAnswer.Accept(_local, answer).Audio is not { } audio)
        {
            return false;
        }

        stream.Apply(audio, answer.Media[audio.MediaIndex]["label"]);
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

    private SdpMedia Line(SdpDescription offer, int index)
    {
        var media = offer.Media[index];
        var alone = Alone(offer, media);
        var stream = Array.Find(_open, s => s.Index == index);

        // Looked at before a port is taken.
        if (SdpOfferAnswer.Answer(alone, Capabilities(9, MediaFormats.Offered)).Audio is not { } first)
        {
            Close(stream);
            return Refused(media);
        }

        stream ??= TryOpen(index);
        if (stream is null)
        {
            return Refused(media);
        }

        // One codec in the answer: a peer that may switch at will would need a decoder for each packet.
        var chosen = MediaFormats.Offered.First(first.SendCodec.IsSameFormat);
        var agreed = SdpOfferAnswer.Answer(alone, Capabilities(stream.Media.LocalEndPoint.Port, [chosen, SdpCodec.TelephoneEvent]));
        stream.Apply(agreed.Audio!, media["label"]);
        if (!_open.Contains(stream))
        {
            _open = [.. _open, stream];
        }

        var line = agreed.Local!.Media[0];
        if (media["label"] is { } label)
        {
            line.Attributes.Add(new SdpAttribute("label", label));
        }

        return line;
    }

    private RecordedStream? TryOpen(int index)
    {
        if (_closed || _open.Length >= MaxStreams)
        {
            return null;
        }

        var sink = new PartySink(time);
        return engine.OpenLeg(sink, out var media) == OpenLegResult.Opened ? new RecordedStream(index, media!, sink) : null;
    }

    private void Close(RecordedStream? stream)
    {
        if (stream is not null && _open.Contains(stream))
        {
            _open = [.. _open.Where(s => s != stream)];
            _ = stream.DisposeAsync().AsTask();
        }
    }

    private static SdpDescription Alone(SdpDescription offer, SdpMedia media)
    {
        var alone = new SdpDescription { Origin = offer.Origin, Connection = offer.Connection };
        foreach (var attribute in offer.Attributes)
        {
            alone.Attributes.Add(attribute);
        }

        alone.Media.Add(media);
        return alone;
    }

    /// <summary>RFC 3264 section 6: same kind, protocol and formats, port 0.</summary>
    private static SdpMedia Refused(SdpMedia media)
    {
        var refused = new SdpMedia { Kind = media.Kind, Port = 0, Protocol = media.Protocol };
        foreach (var format in media.Formats)
        {
            refused.Formats.Add(format);
        }

        return refused;
    }

    private SdpAudioCapabilities Capabilities(int port, IReadOnlyList<SdpCodec> codecs) => new()
    {
        Address = localAddress,
        Port = port,
        Codecs = codecs,
        Direction = SdpDirection.RecvOnly,
    };
}
