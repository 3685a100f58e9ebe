namespace CallSummary.Storage.Recordings.Encryption;

/// <summary>Where a chunk's text lies: in the recording, and in the encrypted file.</summary>
internal readonly record struct RecordingChunk(int Segment, long Number, long Start, int Length, long FileOffset)
{
    public long End => Start + Length;

    public long FileEnd => FileOffset + EncryptedRecordingFormat.LengthLength + Length + EncryptedRecordingFormat.TagLength;
}
