using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallSummary.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reruns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "EarlierSummaries",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    SubscriberLeg = table.Column<int>(type: "INTEGER", nullable: false),
                    Engine = table.Column<int>(type: "INTEGER", nullable: false),
                    Title = table.Column<string>(type: "TEXT", nullable: false),
                    DocumentJson = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReplacedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ReplacedById = table.Column<Guid>(type: "TEXT", nullable: false)
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    UtterancesJson = table.Column<string>(type: "TEXT", nullable: false),
                    ReplacedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RerunId = table.Column<Guid>(type: "TEXT", nullable: false)
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
                    RerunId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Leg = table.Column<int>(type: "INTEGER", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MessageJson = table.Column<string>(type: "TEXT", nullable: false)
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CallId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    SubscriberLeg = table.Column<int>(type: "INTEGER", nullable: true),
                    Engine = table.Column<int>(type: "INTEGER", nullable: true),
                    Model = table.Column<string>(type: "TEXT", nullable: true),
                    Language = table.Column<string>(type: "TEXT", nullable: true),
                    RequestedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    NudgeAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FinishedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: true)
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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "EarlierSummaries");

            migrationBuilder.DropTable(
                name: "EarlierTranscripts");

            migrationBuilder.DropTable(
                name: "RerunUtterances");

            migrationBuilder.DropTable(
                name: "Reruns");
        }
    }
}
