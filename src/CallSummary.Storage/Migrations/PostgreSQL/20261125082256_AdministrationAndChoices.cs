using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallSummary.Storage.Migrations.PostgreSQL
{
    /// <inheritdoc />
    public partial class AdministrationAndChoices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Kind",
                table: "PushDevices",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Attestation",
                table: "Calls",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PausesJson",
                table: "Calls",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CallTraces",
                columns: table => new
                {
                    CallId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Trunk = table.Column<string>(type: "text", nullable: false),
                    Answered = table.Column<bool>(type: "boolean", nullable: false),
                    Termination = table.Column<int>(type: "integer", nullable: false),
                    EntriesJson = table.Column<string>(type: "text", nullable: false),
                    Omitted = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CallTraces", x => x.CallId);
                });

            migrationBuilder.CreateTable(
                name: "EarlierSummaries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CallId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    SubscriberLeg = table.Column<int>(type: "integer", nullable: false),
                    Engine = table.Column<int>(type: "integer", nullable: false),
                    Title = table.Column<string>(type: "text", nullable: false),
                    DocumentJson = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReplacedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ReplacedById = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlierSummaries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EarlierSummaries_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "EarlierTranscripts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CallId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    UtterancesJson = table.Column<string>(type: "text", nullable: false),
                    ReplacedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RerunId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EarlierTranscripts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_EarlierTranscripts_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RerunUtterances",
                columns: table => new
                {
                    RerunId = table.Column<Guid>(type: "uuid", nullable: false),
                    Leg = table.Column<int>(type: "integer", nullable: false),
                    Sequence = table.Column<int>(type: "integer", nullable: false),
                    CallId = table.Column<Guid>(type: "uuid", nullable: false),
                    MessageJson = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RerunUtterances", x => new { x.RerunId, x.Leg, x.Sequence });
                    table.ForeignKey(
                        name: "FK_RerunUtterances_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Reruns",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    CallId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    SubscriberLeg = table.Column<int>(type: "integer", nullable: true),
                    Engine = table.Column<int>(type: "integer", nullable: true),
                    Model = table.Column<string>(type: "text", nullable: true),
                    Language = table.Column<string>(type: "text", nullable: true),
                    RequestedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    NudgeAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    FinishedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Outcome = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Reruns", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Reruns_Calls_CallId",
                        column: x => x.CallId,
                        principalTable: "Calls",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SubscriberRanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    First = table.Column<string>(type: "text", nullable: false),
                    Last = table.Column<string>(type: "text", nullable: false),
                    Note = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubscriberRanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SummaryChoices",
                columns: table => new
                {
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    SubscriberNumber = table.Column<string>(type: "text", nullable: false),
                    OtherNumber = table.Column<string>(type: "text", nullable: false),
                    Outgoing = table.Column<bool>(type: "boolean", nullable: true),
                    Incoming = table.Column<bool>(type: "boolean", nullable: true),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SummaryChoices", x => new { x.TenantId, x.SubscriberNumber, x.OtherNumber });
                });

            migrationBuilder.CreateTable(
                name: "TenantProfiles",
                columns: table => new
                {
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    TimeZone = table.Column<string>(type: "text", nullable: false),
                    NoticeLanguage = table.Column<string>(type: "text", nullable: false),
                    Language = table.Column<string>(type: "text", nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TenantProfiles", x => x.TenantId);
                });

            migrationBuilder.CreateTable(
                name: "TenantTemplates",
                columns: table => new
                {
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Sections = table.Column<string>(type: "text", nullable: false),
                    Sentences = table.Column<int>(type: "integer", nullable: false),
                    MaxItems = table.Column<int>(type: "integer", nullable: false),
                    Tone = table.Column<string>(type: "text", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TenantTemplates", x => x.TenantId);
                });

            migrationBuilder.CreateTable(
                name: "Trunks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    IsEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    Peers = table.Column<string>(type: "text", nullable: false),
                    Hops = table.Column<string>(type: "text", nullable: false),
                    Destinations = table.Column<string>(type: "text", nullable: false),
                    Codecs = table.Column<string>(type: "text", nullable: false),
                    Consent = table.Column<string>(type: "text", nullable: false),
                    Srtp = table.Column<string>(type: "text", nullable: false),
                    CountryCode = table.Column<string>(type: "text", nullable: false),
                    Username = table.Column<string>(type: "text", nullable: false),
                    Password = table.Column<string>(type: "text", nullable: false),
                    AllowTransfers = table.Column<bool>(type: "boolean", nullable: false),
                    MaxCalls = table.Column<int>(type: "integer", nullable: false),
                    MaxCallsPerSecond = table.Column<int>(type: "integer", nullable: false),
                    MaxMinutesPerDay = table.Column<int>(type: "integer", nullable: false),
                    ChangedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Trunks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CallTraces_At",
                table: "CallTraces",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CallTraces_TenantId_At",
                table: "CallTraces",
                columns: new[] { "TenantId", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_EarlierSummaries_CallId",
                table: "EarlierSummaries",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_EarlierTranscripts_CallId",
                table: "EarlierTranscripts",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_RerunUtterances_CallId",
                table: "RerunUtterances",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Reruns_CallId",
                table: "Reruns",
                column: "CallId");

            migrationBuilder.CreateIndex(
                name: "IX_Reruns_NudgeAt",
                table: "Reruns",
                column: "NudgeAt");

            migrationBuilder.CreateIndex(
                name: "IX_SubscriberRanges_TenantId_First",
                table: "SubscriberRanges",
                columns: new[] { "TenantId", "First" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_SummaryChoices_ChangedAt",
                table: "SummaryChoices",
                column: "ChangedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Trunks_Name",
                table: "Trunks",
                column: "Name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Trunks_TenantId",
                table: "Trunks",
                column: "TenantId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CallTraces");

            migrationBuilder.DropTable(
                name: "EarlierSummaries");

            migrationBuilder.DropTable(
                name: "EarlierTranscripts");

            migrationBuilder.DropTable(
                name: "RerunUtterances");

            migrationBuilder.DropTable(
                name: "Reruns");

            migrationBuilder.DropTable(
                name: "SubscriberRanges");

            migrationBuilder.DropTable(
                name: "SummaryChoices");

            migrationBuilder.DropTable(
                name: "TenantProfiles");

            migrationBuilder.DropTable(
                name: "TenantTemplates");

            migrationBuilder.DropTable(
                name: "Trunks");

            migrationBuilder.DropColumn(
                name: "Kind",
                table: "PushDevices");

            migrationBuilder.DropColumn(
                name: "Attestation",
                table: "Calls");

            migrationBuilder.DropColumn(
                name: "PausesJson",
                table: "Calls");
        }
    }
}
