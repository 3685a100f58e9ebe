namespace CallSummary.Audio.Recordings;

/// <summary>
/// Appends frames to the recording file of one leg. It does not flush: the owner of the stream decides how often. Not thread-safe.
/// </summary>
public sealed class RecordedFrameWriter
{
    private readonly Stream _stream;
    private long _lastPosition;

    private RecordedFrameWriter(Stream stream, long offset, long lastPosition)
    {
        _stream = stream;
        Offset = offset;
        _lastPosition = lastPosition;
    }

    /// <summary>Byte at which the next frame will begin.</summary>
    public long Offset { get; private set; }

    /// <summary>Begins a new file: writes its header.</summary>
    public static RecordedFrameWriter Create(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> header = stackalloc byte[RecordedFrameFormat.FileHeaderLength];
        RecordedFrameFormat.WriteFileHeader(header);
        stream.Write(header);
        return new RecordedFrameWriter(stream, RecordedFrameFormat.FileHeaderLength, 0);
    }

    /// <summary>Goes on with a file after a crash: cuts off what follows its last good frame.</summary>
    /// <param name="stream">The file, readable, writable and seekable.</param>
    /// <exception cref="InvalidDataException">Not a leg recording.</exception>
    public static RecordedFrameWriter Resume(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Position = 0;
        var reader = new RecordedFrameReader(stream);
        var last = 0L;
        while (reader.TryRead(out var frame))
        {
            last = frame.Position;
        }

        stream.SetLength(reader.GoodTo);
        stream.Position = reader.GoodTo;
        return new RecordedFrameWriter(stream, reader.GoodTo, last);
    }

    /// <summary>Appends one frame.</summary>
    /// <param name="codec">How the payload is encoded.</param>
    /// <param name="position">Place of the first sample on the call's timeline (8 kHz); not before the last frame's.</param>
    /// <param name="payload">1 to <see cref="RecordedFrameFormat.MaxPayloadLength"/> bytes.</param>
    /// <returns>The bytes of the file that hold it.</returns>
    /// <exception cref="IOException">The file cannot be written (disk full); the frame is not counted.</exception>
    public RecordedRange Append(RecordedCodec codec, long position, ReadOnlySpan<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, _lastPosition);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, RecordedFrameFormat.MaxPayloadLength, nameof(payload));
        Span<byte> frame = stackalloc byte[RecordedFrameFormat.FrameLength(payload.Length)];
        var length = RecordedFrameFormat.WriteFrame(frame, codec, position, payload);
        _stream.Write(frame);
        var range = new RecordedRange(Offset, Offset + length);
        _lastPosition = position;
        Offset = range.End;
        return range;
    }
}
