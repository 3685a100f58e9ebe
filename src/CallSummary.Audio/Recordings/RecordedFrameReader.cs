namespace CallSummary.Audio.Recordings;

/// <summary>
/// Reads the frames of a leg recording in order and stops at the first byte that is not a good frame: a torn tail is an
/// expected end, not an error. Not thread-safe.
/// </summary>
public sealed class RecordedFrameReader
{
    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads the file header at the stream's position.</summary>
    /// <exception cref="InvalidDataException">Not a leg recording, or one of a later version.</exception>
    public RecordedFrameReader(Stream stream)
        : this(stream, RecordedFrameFormat.FileHeaderLength)
    {
        Span<byte> header = stackalloc byte[RecordedFrameFormat.FileHeaderLength];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        RecordedFrameFormat.CheckFileHeader(header[..read]);
    }

    private RecordedFrameReader(Stream stream, long offset)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        GoodTo = offset;
    }

    /// <summary>Byte of the file after the last good frame read: where <see cref="Status"/> was found.</summary>
    public long GoodTo { get; private set; }

    /// <summary>What stands at <see cref="GoodTo"/>; <see cref="RecordedFrameStatus.Good"/> while there may be more.</summary>
    public RecordedFrameStatus Status { get; private set; }

    /// <summary>Reads on from a frame boundary in the middle of a file.</summary>
    /// <param name="stream">The file, seekable.</param>
    /// <param name="offset">First byte of a frame.</param>
    public static RecordedFrameReader From(Stream stream, long offset)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Position = offset;
        return new RecordedFrameReader(stream, offset);
    }

    /// <summary>Reads the next frame.</summary>
    /// <param name="frame">The frame; valid until the next call.</param>
    /// <returns>False at the end of what can be read; <see cref="Status"/> says why.</returns>
    public bool TryRead(out RecordedFrame frame)
    {
        Status = RecordedFrameFormat.ReadFrame(_buffer.AsSpan(_start, _end - _start), out frame);
        if (Status is RecordedFrameStatus.End or RecordedFrameStatus.Torn)
        {
            Fill();
            Status = RecordedFrameFormat.ReadFrame(_buffer.AsSpan(_start, _end - _start), out frame);
        }

        if (Status != RecordedFrameStatus.Good)
        {
            return false;
        }

        var length = RecordedFrameFormat.FrameLength(frame.Payload.Length);
        _start += length;
        GoodTo += length;
        return true;
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        _end += _stream.ReadAtLeast(_buffer.AsSpan(_end), RecordedFrameFormat.FrameLength(RecordedFrameFormat.MaxPayloadLength), throwOnEndOfStream: false);
    }
}
