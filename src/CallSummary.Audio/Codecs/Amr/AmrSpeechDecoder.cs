namespace CallSummary.Audio.Codecs.Amr;

/// <summary>AMR or AMR-WB in either packing, with the codec's own comfort noise and concealment.</summary>
internal sealed unsafe class AmrSpeechDecoder : SpeechDecoder
{
    private readonly AmrFormat _format;
    private readonly AmrState _state;
    private bool _isPaused;

    /// <exception cref="InvalidOperationException">The library is absent.</exception>
    public AmrSpeechDecoder(AmrFormat format)
    {
        _format = format;
        _state = format.IsWideband
            ? new AmrState(AmrLibraries.WideDecoderInit, AmrLibraries.WideDecoderExit, AmrLibraries.MissingDecoder(true))
            : new AmrState(AmrLibraries.NarrowDecoderInit, AmrLibraries.NarrowDecoderExit, AmrLibraries.MissingDecoder(false));
    }

    public override int SampleRate => _format.SampleRate;

    public override bool IsPaused => _isPaused;

    public override int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        Span<AmrFrame> frames = stackalloc AmrFrame[AmrPayload.MaxFrames];
        var count = AmrPayload.Read(_format, payload, frames);
        Span<byte> stored = stackalloc byte[AmrPayload.MaxStored];
        for (var i = 0; i < count; i++)
        {
            var frame = frames[i];
            var place = samples.Slice(i * _format.FrameSamples, _format.FrameSamples);
            if (!frame.IsGood && frame.Type != AmrFormat.NoData)
            {
                // TS 26.101, TS 26.201: damaged on its way through the sender's network.
                ConcealFrame(place);
                continue;
            }

            _isPaused = frame.Type == _format.Silence || frame.Type == AmrFormat.NoData;
            AmrPayload.Take(_format, payload, frame, stored);
            DecodeFrame(stored, place);
        }

        return count * _format.FrameSamples;
    }

    public override void Conceal(Span<short> samples)
    {
        for (; samples.Length >= _format.FrameSamples; samples = samples[_format.FrameSamples..])
        {
            ConcealFrame(samples[.._format.FrameSamples]);
        }

        samples.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _state.Dispose();
        }

        base.Dispose(disposing);
    }

    private void ConcealFrame(Span<short> samples)
    {
        // In a pause nothing was sent: the codec's comfort noise goes on. In speech something was lost.
        var type = _format.IsWideband && !_isPaused ? AmrFormat.SpeechLost : AmrFormat.NoData;
        DecodeFrame([(byte)((type << 3) | 4)], samples);
    }

    private void DecodeFrame(ReadOnlySpan<byte> stored, Span<short> samples)
    {
        fixed (byte* input = stored)
        fixed (short* output = samples)
        {
            if (_format.IsWideband)
            {
                AmrLibraries.WideDecode(_state.Value, input, output, 0);
            }
            else
            {
                AmrLibraries.NarrowDecode(_state.Value, input, output, 0);
            }
        }
    }
}
